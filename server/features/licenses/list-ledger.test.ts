/** The ledger of licenses, and who reads what of it (IF7, IF15). */
import { createDevice, deleteDevice } from '@tenantry/contract/devices.ts'
import { listLicenseLedger } from '@tenantry/contract/license-ledger.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { getCustomerLicenses, setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

async function history(more: object = {}): Promise<string> {
  const { id } = (await added(api, { name: 'Told', ...more })).body
  const box = await api.call(createDevice, { body: { organizationId: id, name: 'nyc-srv-01', class: 'server' } })
  const body = { mode: 'allocated' as const, types: [{ type: 'it_assets', limit: 3, overage: 1 }] }
  await api.call(setCustomerLicenses, { params: { id }, body }, { ifMatch: '*' })
  await api.call(deleteDevice, { params: { id: box.body.id } }, { ifMatch: '*' })
  return id
}
const read = async (id: string, filter: object = {}, by = api) =>
  (await by.call(listLicenseLedger, { query: { filter: { organizationId: { eq: id }, ...filter } } })).body

it('tells how each number came about, the latest first', async () => {
  const { items, total } = await read(await history())
  expect(total).toBe(3)
  expect(
    items.map(({ number, kind, count, usedAfter, limitAfter, overageAfter, reason }) => [
      number,
      kind,
      count,
      usedAfter,
      limitAfter,
      overageAfter,
      reason,
    ]),
  ).toEqual([
    [3, 'give', -1, 0, 3, 1, 'device.deleted'],
    [2, 'limit', 0, 1, 3, 1, 'limits.changed'],
    [1, 'take', 1, 1, null, 0, 'device.created'],
  ])
  expect(items[0]).toMatchObject({
    organizationName: 'Told',
    typeName: 'IT assets',
    subject: { kind: 'device', name: 'nyc-srv-01' },
    actorName: 'First Admin',
  })
})

it('is narrowed by type, kind, reason and thing, and tells of trials where they are asked for', async () => {
  const id = await history({ plan: { kind: 'trial', trialLicenses: 2 } })
  const kinds = async (filter: object) => (await read(id, filter)).items.map(({ kind, type }) => `${kind} ${type}`)
  expect(await kinds({ kind: { eq: 'limit' } })).toEqual(['limit it_assets'])
  expect(await kinds({ type: { in: ['trial_devices'] } })).toEqual([
    'give trial_devices',
    'take trial_devices',
    'limit trial_devices',
  ])
  expect(await kinds({ reason: { eq: 'device.created' } })).toEqual(['take it_assets'])
  const [{ subject } = { subject: { id } }] = (await read(id, { kind: { eq: 'take' } })).items
  expect(await kinds({ subjectId: { eq: subject.id } })).toEqual(['give it_assets', 'take it_assets'])
})

it('is refused for a type that there is not for the reader, with those that there are', async () => {
  const ask = (type: string, by = api) => by.call(listLicenseLedger, { query: { filter: { type: { in: [type] } } } })
  const refused = await ask('nope')
  expect(refused.status).toBe(422)
  expect(refused.problem.errors).toMatchObject([{ path: 'filter.type.in', code: 'filter_invalid' }])
  expect(refused.problem.errors?.[0]?.message).toMatch(/^One of .*it_assets.*trial_devices is needed$/)
  // One that is not counted is there for those alone who see the pool.
  expect((await ask('network_resources')).status).toBe(200)
  const hidden = await ask('network_resources', world.first.technician.api)
  expect(hidden.problem.errors?.[0]?.message).not.toContain('network_resources')
  expect((await ask('it_assets', world.first.technician.api)).status).toBe(200)
})

it('is searched by the names of things and of who did it, and by an organization with all below it', async () => {
  const id = await history()
  const kinds = async (q: string) =>
    (await api.call(listLicenseLedger, { query: { q, filter: { organizationId: { eq: id } } } })).body.items.map(
      ({ kind }) => kind,
    )
  expect(await kinds('NYC-srv')).toEqual(['give', 'take'])
  expect(await kinds('first admin')).toEqual(['give', 'limit', 'take'])
  expect(await kinds('nothing of it')).toEqual([])
  const below = await history({ parentId: world.first.partnerId })
  const of = async (operator: 'eq' | 'ne' | 'in') => {
    const filter = { withinId: { [operator]: world.first.partnerId } }
    const { items } = (await api.call(listLicenseLedger, { query: { filter, limit: 200 } })).body
    return new Set(items.map(({ organizationId }) => organizationId as string))
  }
  expect((await of('eq')).has(below)).toBe(true)
  expect((await of('in')).has(id)).toBe(false)
  expect([(await of('ne')).has(below), (await of('ne')).has(id)]).toEqual([false, true])
})

it('tells of what the provider owns nobody but those who may see its pool', async () => {
  const bought = { type: 'users', quantity: 7, startsOn: '2020-01-01' }
  await api.call(createLicensePurchase, { body: bought })
  const { providerId } = world.first
  const place = { providerId, organizationId: providerId, reach: 'all' as const }
  const technician = (await world.addPerson({ ...place, role: 'technician' })).api
  const owned = { reason: { eq: 'pool.changed' } }
  expect((await read(providerId, owned)).total).toBe(1)
  expect((await read(providerId, owned, technician)).total).toBe(0)
  const all = (await technician.call(listLicenseLedger, { query: {} })).body.items
  expect(all.map(({ organizationId }) => organizationId)).not.toContain(providerId)
  // Nor by what is left above a customer, or by a refusal.
  await api.call(createLicensePurchase, { body: { ...bought, type: 'non_it_assets', quantity: 1 } })
  const organizationId = (await added(api, { name: 'Served' })).body.id
  const leftTo = async (by: HttpCaller) => {
    const { types } = (await by.call(getCustomerLicenses, { params: { id: organizationId } })).body
    return types.find(({ type }) => type === 'non_it_assets')?.freeAbove
  }
  expect([await leftTo(api), await leftTo(technician)]).toEqual([1, null])
  const body = { organizationId, name: 'desk', class: 'non_it_asset' }
  expect((await technician.call(createDevice, { body })).status).toBe(201)
  const refused = [technician, api].map((by) => by.call(createDevice, { body }))
  const params = (await Promise.all(refused)).map(({ problem }) => problem.params)
  expect(params).toMatchObject([
    { type: 'non_it_assets', free: null, limit: null },
    { free: 0, limit: 1 },
  ])
})

it('is of what somebody sees, and names nobody to a customer’s own people', async () => {
  const [below, beside] = [await history({ parentId: world.first.partnerId }), await history()]
  const house = { providerId: world.first.providerId, reach: 'subtree' as const }
  const partner = await world.addPerson({
    ...house,
    organizationId: world.first.partnerId,
    role: 'partner_administrator',
  })
  expect((await read(below, {}, partner.api)).total).toBe(3)
  expect((await read(beside, {}, partner.api)).total).toBe(0)
  const owner = await world.addPerson({ ...house, organizationId: below, role: 'customer_administrator' })
  const own = (await owner.api.call(listLicenseLedger, { query: {} })).body.items
  expect(own.map(({ organizationId }) => organizationId)).toEqual([below, below, below, below])
  expect(own.map(({ actorName }) => actorName)).toEqual([null, null, null, null])
  const searched = (await owner.api.call(listLicenseLedger, { query: { q: 'first admin' } })).body
  expect(searched.total).toBe(0)
  const stranger = await world.second.admin.api.call(listLicenseLedger, { query: {} })
  expect(stranger.body.items.every(({ organizationId }) => ![below, beside].includes(organizationId))).toBe(true)
})

it('tells what happened at one moment in the order in which it came', async () => {
  const { id } = (await added(api, { name: 'At once' })).body
  const devices = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      api.call(createDevice, { body: { organizationId: id, name: `at once ${index}`, class: 'server' } }),
    ),
  )
  expect(devices.length).toBe(8)
  await world.test.owner.query(
    "UPDATE license_ledger SET id = gen_random_uuid(), happened_at = '2026-01-01T00:00:00Z' WHERE organization_id = $1",
    [id],
  )
  const numbers = async (sort: string) => {
    const told: number[] = []
    let cursor: string | undefined
    do {
      const query = { sort, limit: 3, ...(cursor ? { cursor } : {}), filter: { organizationId: { eq: id } } }
      const page = (await api.call(listLicenseLedger, { query } as never)).body
      told.push(...page.items.map(({ number }) => number))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    return told
  }
  expect(await numbers('-happenedAt')).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
  expect(await numbers('happenedAt')).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})
