import { getCustomer, suggestCode, updateCustomer } from '@tenantry/contract/customers.ts'
import { reservedCodes } from '@tenantry/contract/fields/codes.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller, TestAnswer } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, added, rowCounts } from './customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

/** The whole answer but for what differs by design: the request's id and the suggestion. */
function refusal({ raw }: Pick<TestAnswer<typeof updateCustomer>, 'raw'>): unknown {
  const { requestId: _, params, ...problem } = raw.json()
  const { 'x-request-id': __, date: ___, 'content-length': ____, ...headers } = raw.headers
  return { status: raw.statusCode, problem, params: Object.keys(params), headers }
}

async function rename(caller: HttpCaller, id: string, code: string) {
  return caller.call(updateCustomer, { params: { id: id as never }, body: { code } }, { ifMatch: '*' })
}

describe('a code', () => {
  it('is kept as typed and unique without regard to case below the provider (IF9)', async () => {
    expect((await added(api, { name: 'Cased', code: 'Mixed-Case.1' })).body.code).toBe('Mixed-Case.1')
    const second = await add(api, { name: 'Cased again', code: 'mIXED-cASE.1' })
    expect(second.status).toBe(409)
    expect(second.problem).toMatchObject({
      code: 'code_unavailable',
      errors: [{ path: 'code', code: 'code_unavailable' }],
      params: { suggestion: 'CAS001' },
    })
  })

  it('is unique per nearest partner or provider, so the same one may stand below another', async () => {
    const { partnerId } = world.first
    const below = { name: 'Inner', code: 'NEAR-1', parentId: partnerId as never }
    expect((await add(api, { name: 'Outer', code: 'NEAR-1' })).status).toBe(201)
    expect((await add(api, below)).status).toBe(201)
    expect((await add(api, below)).status).toBe(409)
    const inner = await added(api, { name: 'Inner partner', type: 'partner', parentId: partnerId as never })
    expect((await add(api, { ...below, parentId: inner.body.id })).status).toBe(201)
  })

  it('is unique across an enterprise and its divisions, which have no partner of their own', async () => {
    const { body } = await added(api, { name: 'Holding', type: 'enterprise', code: 'HOLD' })
    const division = { name: 'Part', type: 'division', parentId: body.id } as const
    expect((await add(api, { ...division, code: 'HOLD' })).status).toBe(409)
    const part = await added(api, { ...division, code: 'PART' })
    expect((await add(api, { ...division, parentId: part.body.id, code: 'PART' })).status).toBe(409)
    expect((await add(api, { name: 'Elsewhere', code: 'PART' })).status).toBe(409)
  })

  it('is free for another provider', async () => {
    expect((await add(api, { name: 'Here', code: 'BOTH-1' })).status).toBe(201)
    expect((await add(world.second.admin.api, { name: 'There', code: 'BOTH-1' })).status).toBe(201)
  })

  it.each(reservedCodes)('cannot be the reserved word "%s", and is refused like a taken one', async (word) => {
    const reserved = await add(api, { name: 'Reserved', code: word.toUpperCase() })
    expect(refusal(reserved)).toEqual(refusal(await add(api, { name: 'Reserved', code: 'cust-1' })))
    expect(refusal(await rename(api, world.first.customerId, word))).toEqual(refusal(reserved))
  })

  it.each(['x', 'a b', '-x1', 'ab/c', 'ÄÖÜ', 'c'.repeat(33)])('refuses the shape of "%s"', async (code) => {
    const answer = await add(api, { name: 'Shape', code })
    expect(answer.problem).toMatchObject({ code: 'invalid_input', errors: [{ path: 'code', code: 'code_invalid' }] })
  })

  it('can be changed, in its case too, and is free again when it was given up', async () => {
    const { body } = await added(api, { name: 'Changing', code: 'OLD-1' })
    expect((await rename(api, body.id, 'old-1')).body.code).toBe('old-1')
    expect((await rename(api, body.id, 'NEW-1')).body.code).toBe('NEW-1')
    expect((await add(api, { name: 'Next', code: 'Old-1' })).status).toBe(201)
  })

  it('that is taken when a customer is edited is refused with a suggestion, and nothing changes', async () => {
    const { body } = await added(api, { name: 'Editable', code: 'EDIT-1' })
    const answer = await api.call(
      updateCustomer,
      { params: { id: body.id }, body: { code: 'CUST-2', name: 'Half changed' } },
      { ifMatch: '*' },
    )
    expect(answer.status).toBe(409)
    expect(answer.problem.params).toEqual({ suggestion: 'EDI001' })
    expect((await api.call(getCustomer, { params: { id: body.id } })).body).toEqual(body)
  })
})

describe('a code that somebody invisible has', () => {
  it('is refused to a technician as a visible one is, byte for byte but for the suggestion', async () => {
    const { technician, customerId } = world.first
    const invisible = await add(technician.api, { name: 'Technical', code: 'CUST-2' })
    const visible = await add(technician.api, { name: 'Technical', code: 'CUST-1' })
    expect(invisible.problem.code).toBe('code_unavailable')
    expect(refusal(invisible)).toEqual(refusal(visible))
    const own = await added(technician.api, { name: 'Technical', code: 'TECH-1' })
    expect(refusal(await rename(technician.api, customerId, 'CUST-2'))).toEqual(
      refusal(await rename(technician.api, customerId, own.body.code)),
    )
  })

  it('is never what the refusal suggests', async () => {
    const { technician, customerId } = world.first
    await add(api, { name: 'Vanished', code: 'VAN001' })
    await add(api, { name: 'Vanished', code: 'VAN002' })
    const refused = await add(technician.api, { name: 'Vanished', code: 'VAN001' })
    expect(refused.problem.params).toEqual({ suggestion: 'VAN003' })
    expect((await add(technician.api, { name: 'Vanished', code: 'VAN003' })).status).toBe(201)
    await add(api, { name: 'First Customer', code: 'FIR001' })
    await add(api, { name: 'First Customer', code: 'FIR002' })
    for (const taken of ['FIR001', 'FIR002', 'CUST-2', 'all']) {
      const edited = await rename(technician.api, customerId, taken)
      expect(edited.problem.params).toEqual({ suggestion: 'FIR003' })
    }
    expect((await rename(technician.api, customerId, 'FIR003')).body.code).toBe('FIR003')
  })

  it('is stepped over when the code is left to us', async () => {
    await add(api, { name: 'Silent', code: 'SIL001' })
    expect((await add(world.first.technician.api, { name: 'Silent' })).body.code).toBe('SIL002')
  })

  it('leaves nothing behind when it is refused', async () => {
    const before = await rowCounts(world)
    expect((await add(world.first.technician.api, { name: 'Trace', code: 'CUST-2' })).status).toBe(409)
    expect(await rowCounts(world)).toEqual(before)
  })
})

describe('a suggested code', () => {
  const suggested = async (caller: HttpCaller, name: string, parentId?: string) =>
    caller.call(suggestCode, { query: { name, ...(parentId ? { parentId: parentId as never } : {}) } })

  it('comes from the name and is free where the customer will lie (IF9)', async () => {
    expect((await suggested(api, 'Überholz GmbH')).body).toEqual({ code: 'UBE001' })
    await add(api, { name: 'Überholz GmbH' })
    expect((await suggested(api, 'Überholz GmbH')).body).toEqual({ code: 'UBE002' })
    expect((await suggested(api, 'Überholz GmbH', world.first.partnerId)).body).toEqual({ code: 'UBE001' })
    expect((await suggested(api, 'Überholz GmbH', world.second.partnerId)).status).toBe(404)
    expect((await suggested(api, '株式会社')).body).toEqual({ code: 'CUS001' })
  })

  it('differs for each of 20 customers of one name that are added at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => add(api, { name: 'Rushing' })))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201))
    const codes = answers.map(({ body }) => body.code).sort()
    expect(codes).toEqual(Array.from({ length: 20 }, (_, index) => `RUS${String(index + 1).padStart(3, '0')}`))
  })

  it('of 20 who want the same code at the same moment, one gets it and the others are refused', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => add(api, { name: `Wanting ${index}`, code: 'WANTED' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)])
  })
})
