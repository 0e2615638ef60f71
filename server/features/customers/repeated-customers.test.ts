import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added, type NewCustomer, rowCounts } from './customers.fixture.ts'

let world: World
let api: HttpCaller
let now = new Date('2026-05-01T10:00:00Z')

beforeAll(async () => {
  world = await createWorld({ clock: { now: () => now } })
  api = world.first.admin.api
})
afterAll(() => world.close())

async function countOf(name: string): Promise<number | null> {
  return (await api.call(listCustomers, { query: { filter: { name: { eq: name } } } })).body.total
}

const create = (body: NewCustomer, idempotencyKey: string, caller = api) =>
  caller.call(createCustomer, { body }, { idempotencyKey })

describe('an Idempotency-Key (IF9, B5)', () => {
  it('gives a repeated request the same answer byte for byte, and one customer', async () => {
    const first = await create({ name: 'Once' }, 'key-1')
    const rows = await rowCounts(world)
    const second = await create({ name: 'Once' }, 'key-1')
    expect([second.status, second.raw.body, second.etag]).toEqual([201, first.raw.body, first.etag])
    expect(second.raw.headers['content-type']).toBe(first.raw.headers['content-type'])
    expect(await rowCounts(world)).toEqual(rows)
  })

  it('makes one customer of 20 requests at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create({ name: 'Pressed twice' }, 'key-2')))
    expect(new Set(answers.map(({ status, raw }) => `${status} ${raw.body}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(201)
    expect(await countOf('Pressed twice')).toBe(1)
  })

  it('refuses another request under the same key', async () => {
    await create({ name: 'Mine' }, 'key-3')
    const other = await create({ name: 'Other' }, 'key-3')
    expect([other.status, other.problem.code]).toEqual([422, 'idempotency_key_reused'])
    expect(await countOf('Other')).toBe(0)
  })

  it('takes the members of its JSON in any order, and a dry run that is none for none', async () => {
    const send = (url: string, body: string) => api.request('POST', url, body, { 'idempotency-key': 'key-order' })
    const first = await send('/api/v1/customers', '{"name":"Any order","location":{"city":"Berlin","country":"DE"}}')
    const again = await send(
      '/api/v1/customers?dryRun=false',
      '{ "location": {"country":"DE","city":"Berlin"}, "name":"Any order" }',
    )
    expect([again.statusCode, again.body]).toEqual([201, first.body])
    expect(await countOf('Any order')).toBe(1)
    const other = await send('/api/v1/customers', '{"name":"Any order","location":{"city":"DE","country":"DE"}}')
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused'])
  })

  it('belongs to one member: the same key of somebody else is another request', async () => {
    const mine = await create({ name: 'Shared key' }, 'key-4')
    const theirs = await create({ name: 'Shared key' }, 'key-4', world.first.partnerAdmin.api)
    const foreign = await create({ name: 'Shared key' }, 'key-4', world.second.admin.api)
    expect(new Set([mine, theirs, foreign].map(({ body }) => body.id)).size).toBe(3)
  })

  it('belongs to one operation, and the document says so', async () => {
    const made = await create({ name: 'One operation' }, 'key-7')
    const header = { 'idempotency-key': 'key-7' }
    const note = await api.request('POST', `/api/v1/customers/${made.body.id}/notes`, { body: 'Another' }, header)
    expect([made.status, note.statusCode]).toEqual([201, 201])
    const told = 'Each operation and each person has keys of their own'
    for (const page of ['/api/openapi.json', '/api/docs']) expect((await api.request('GET', page)).body).toContain(told)
  })

  it('is free again after a request that failed', async () => {
    expect((await create({ name: 'Later', code: 'CUST-1' }, 'key-5')).status).toBe(409)
    expect((await create({ name: 'Later', code: 'LATER' }, 'key-5')).status).toBe(201)
  })

  it('is forgotten after a day', async () => {
    await create({ name: 'Daily' }, 'key-6')
    now = new Date('2026-05-02T10:00:01Z')
    expect((await create({ name: 'Daily again' }, 'key-6')).body.name).toBe('Daily again')
  })

  it.each(['', ' ', 'ü', 'k'.repeat(256)])('cannot be "%s"', async (key) => {
    const answer = await api.request('POST', '/api/v1/customers', { name: 'Keyed' }, { 'idempotency-key': key })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().errors[0].path).toBe('Idempotency-Key')
  })
})

describe('a dry run', () => {
  it('answers 200 with the customer as it would be and writes nothing (IF9)', async () => {
    const before = await rowCounts(world)
    const answer = await api.call(
      createCustomer,
      { body: { name: 'Would be', timeZone: 'Asia/Tokyo' } },
      { dryRun: true, idempotencyKey: 'dry-1' },
    )
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ name: 'Would be', code: 'WOU001', timeZone: 'Asia/Tokyo' })
    expect(await rowCounts(world)).toEqual(before)
    expect((await api.call(getCustomer, { params: { id: answer.body.id } })).status).toBe(404)
    expect((await create({ name: 'Would be' }, 'dry-1')).status).toBe(201)
  })

  it('is unknown to an edit, which refuses it and changes nothing', async () => {
    const { body, etag } = await added(api, { name: 'Before' })
    const change = { params: { id: body.id }, body: { name: 'After' } }
    const url = `/api/v1/customers/${body.id}?dryRun=true`
    expect((await api.request('PATCH', url, change.body, { 'if-match': etag })).statusCode).toBe(422)
    expect((await api.call(getCustomer, { params: { id: body.id } })).body.name).toBe('Before')
    expect((await api.call(updateCustomer, change, { ifMatch: etag })).body.name).toBe('After')
  })

  it('refuses what the real request would refuse', async () => {
    const answer = await api.call(createCustomer, { body: { name: 'Taken', code: 'CUST-1' } }, { dryRun: true })
    expect(answer.problem.code).toBe('code_unavailable')
  })

  it.each(['maybe', '', '1'])('is not asked for by dryRun=%s', async (value) => {
    const answer = await api.request('POST', `/api/v1/customers?dryRun=${value}`, { name: 'Unclear' })
    expect([answer.statusCode, answer.json().errors[0].path]).toEqual([422, 'dryRun'])
    expect(await countOf('Unclear')).toBe(0)
  })
})
