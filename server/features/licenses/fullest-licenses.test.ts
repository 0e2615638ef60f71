/** How full the licenses of many customers are, asked at once (IF7, IF15). */
import { createDevice } from '@tenantry/contract/devices.ts'
import { listFullestLicenses, mostAsked } from '@tenantry/contract/fullest-licenses.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { createLicenseType, getCustomerLicenses, setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
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

let homes = 0
const customer = async (more: object = {}): Promise<string> =>
  (await added(api, { name: `Full ${++homes}`, code: `FULL${homes}`, ...more })).body.id
const device = async (organizationId: string, deviceClass = 'server') => {
  const body = { organizationId, name: 'nyc-srv-01', class: deviceClass } as never
  expect((await api.call(createDevice, { body })).status).toBe(201)
}
const allot = async (id: string, types: { type: string; limit: number; overage?: number }[]) => {
  const body = { mode: 'allocated', types, confirm: true } as never
  const answer = await api.call(setCustomerLicenses, { params: { id: id as never }, body }, { ifMatch: '*' })
  expect(answer.status, answer.raw.body).toBe(200)
}
const ask = (ids: readonly string[], by = api) => by.call(listFullestLicenses, { query: { id: ids as never } })
const fullest = async (id: string, by = api) => (await ask([id], by)).body.items[0]

it('tells the fullest three of each customer first, by the numbers of its own page', async () => {
  const [many, one] = [await customer(), await customer()]
  await device(many)
  await device(many)
  await device(many, 'phone')
  await allot(many, [
    { type: 'it_assets', limit: 4 },
    { type: 'mobile_devices', limit: 1 },
    { type: 'users', limit: 3 },
    { type: 'technicians', limit: 0 },
    { type: 'non_it_assets', limit: 2 },
  ])
  await device(one)
  await device(one)
  await allot(one, [{ type: 'it_assets', limit: 1 }])
  const { items } = (await ask([many, one, many])).body
  expect(items.map(({ id }) => id).sort()).toEqual([many, one].sort())
  const ofMany = items.find(({ id }) => id === many)
  expect(ofMany?.mode).toBe('allocated')
  expect(ofMany?.types.map(({ name, demand, limit, overBy }) => [name, demand, limit, overBy])).toEqual([
    ['Mobile devices', 1, 1, 0],
    ['IT assets', 2, 4, 0],
    ['Non-IT assets', 0, 2, 0],
  ])
  expect((await fullest(one))?.types).toMatchObject([{ type: 'it_assets', demand: 2, limit: 1, overBy: 1 }])
  for (const { id, types } of items) {
    const page = (await api.call(getCustomerLicenses, { params: { id } })).body.types
    for (const each of types) expect(page).toContainEqual(expect.objectContaining(each))
  }
})

it('counts what may exceed a limit, what lies in divisions, and what trials hold; what is forbidden and used comes first', async () => {
  const roomy = await customer()
  for (const _ of [1, 2, 3]) await device(roomy)
  await device(roomy, 'phone')
  await allot(roomy, [
    { type: 'it_assets', limit: 2, overage: 2 },
    { type: 'mobile_devices', limit: 0 },
  ])
  expect((await fullest(roomy))?.types).toMatchObject([
    { type: 'mobile_devices', limit: 0, demand: 1, overBy: 1 },
    { type: 'it_assets', limit: 2, overage: 2, demand: 3, overBy: 0 },
  ])
  // What may be exceeded counts as well, and what is as full as another comes by its name.
  expect((await api.call(createLicenseType, { body: { code: 'a_last', name: 'Zulu' } })).status).toBe(201)
  await allot(roomy, [
    { type: 'it_assets', limit: 2, overage: 2 },
    { type: 'mobile_devices', limit: 1, overage: 0 },
    { type: 'a_last', limit: 2 },
    { type: 'users', limit: 3 },
  ])
  expect((await fullest(roomy))?.types.map(({ name }) => name)).toEqual(['Mobile devices', 'IT assets', 'Users'])
  const enterprise = await customer({ type: 'enterprise' })
  const division = await customer({ type: 'division', parentId: enterprise })
  await allot(enterprise, [{ type: 'it_assets', limit: 5 }])
  await device(division)
  expect((await fullest(enterprise))?.types).toMatchObject([{ demand: 1, limit: 5 }])
  expect((await fullest(division))?.types).toEqual([])
  const trial = await customer({ plan: { kind: 'trial', trialLicenses: 4 } })
  await device(trial, 'phone')
  const held = { type: 'trial_devices', name: 'Devices of all classes', limit: 4, overage: 0, demand: 1, overBy: 0 }
  expect(await fullest(trial)).toEqual({ id: trial, mode: 'unlimited', types: [held] })
})

it('tells of who has no limit that it has none, and of the pool nothing', async () => {
  const { providerId } = world.first
  const purchase = { type: 'it_assets', quantity: 43_210, startsOn: '2020-01-01' }
  expect((await api.call(createLicensePurchase, { body: purchase })).status).toBe(201)
  const id = await customer()
  await device(id)
  const { raw, body } = await ask([id, providerId])
  expect(body.items).toEqual([{ id, mode: 'unlimited', types: [] }])
  expect(raw.body).not.toContain('43210')
})

it('leaves out whom the caller does not see, as if there were none', async () => {
  const { first, second } = world
  const { providerId, partnerId, partnerCustomerId, customerId, otherCustomerId } = first
  const all = [partnerId, partnerCustomerId, customerId, otherCustomerId, second.customerId, newId()]
  await allot(partnerCustomerId, [{ type: 'it_assets', limit: 7 }])
  const own = await world.addPerson({
    providerId,
    organizationId: customerId,
    role: 'customer_administrator',
    reach: 'subtree',
  })
  const seen = async (by: HttpCaller) => (await ask(all, by)).body.items.map(({ id }) => id).sort()
  expect(await seen(api)).toEqual([partnerId, partnerCustomerId, customerId, otherCustomerId].sort())
  expect(await seen(first.partnerAdmin.api)).toEqual([partnerId, partnerCustomerId].sort())
  expect(await seen(first.technician.api)).toEqual([customerId])
  expect(await seen(own.api)).toEqual([customerId])
  expect(await seen(second.admin.api)).toEqual([second.customerId])
})

it('refuses none, too many and what is no id', async () => {
  const request = (query: string) => api.request('GET', `/api/v1/fullest-licenses${query}`)
  const many = Array.from({ length: mostAsked + 1 }, () => `id=${newId()}`)
  for (const query of ['', '?id=', '?id=customers', `?${many.join('&')}`, '?id[a]=1', `?${many[0]}&limit=1`]) {
    const answer = await request(query)
    expect([answer.statusCode, answer.json().code], query).toEqual([422, 'invalid_input'])
  }
  expect((await request(`?${many.slice(1).join('&')}`)).json()).toEqual({ items: [] })
})
