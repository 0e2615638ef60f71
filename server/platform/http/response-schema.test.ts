import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { responseSchema } from './response-schema.ts'

const app = Fastify()
let serialize: (body: Record<string, unknown>) => string

const Answer = z.object({
  name: z.string(),
  note: z.string().nullable(),
  place: z.object({ city: z.string().nullable() }).nullable(),
  kind: z.enum(['a', 'b']).nullable(),
  count: z.number().int().nullable(),
  items: z.array(z.object({ id: z.uuid() })),
  before: z.record(z.string(), z.unknown()).nullable(),
  createdAt: z.iso.datetime(),
})

beforeAll(async () => {
  app.get('/', async (_, reply) => {
    serialize = reply.compileSerializationSchema(responseSchema(Answer))
    return reply.send()
  })
  await app.inject('/')
})
afterAll(() => app.close())

const answer = {
  name: 'שלום "quoted" \u2028 🏢',
  note: null,
  place: { city: 'Oslo' },
  kind: 'a',
  count: 7,
  items: [{ id: '01890000-0000-7000-8000-000000000001' }],
  before: { any: { thing: [1, null, 'x'] } },
  createdAt: '2026-01-01T00:00:00.000Z',
}

describe('the serializer of an answer', () => {
  it('writes what is declared, as it is', () => {
    expect(JSON.parse(serialize(answer))).toEqual(answer)
  })

  it('lets nothing out that is not declared, at any depth', () => {
    const leaking = {
      ...answer,
      password_hash: 'secret',
      place: { city: 'Oslo', secret: 'secret' },
      items: [{ id: answer.items[0]?.id, secret: 'secret' }],
    }
    expect(JSON.parse(serialize(leaking))).toEqual(answer)
  })

  it('writes null where null is allowed', () => {
    const empty = { ...answer, note: null, place: null, kind: null, count: null, before: null }
    expect(JSON.parse(serialize(empty))).toEqual(empty)
    expect(JSON.parse(serialize({ ...answer, place: { city: null } })).place).toEqual({ city: null })
  })

  it('refuses an answer that lacks what was promised', () => {
    const { name: _, ...rest } = answer
    expect(() => serialize(rest)).toThrow('name')
  })
})
