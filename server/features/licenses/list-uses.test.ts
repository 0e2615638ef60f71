/** What takes licenses now, and who reads what of it (IF7, IF15). */
import { createDevice, deleteDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { listLicenseAllotments, listPoolAllotments } from '@tenantry/contract/license-allotments.ts'
import { listLicenseUses } from '@tenantry/contract/license-uses.ts'
import { getCustomerLicenses, getLicensePool, setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { actingCaller } from '../../platform/auth/acting-caller.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import type { CallContext } from '../../platform/http/context.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { findUses, planUses } from './uses.queries.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const customer = async (name: string, more: object = {}): Promise<string> =>
  (await added(api, { name, ...more })).body.id
const device = async (organizationId: string, name: string, more: object = {}) =>
  (await api.call(createDevice, { body: { organizationId, name, class: 'server', ...more } as never })).body.id
const uses = (id: string, type = 'it_assets', query: object = {}, by = api) =>
  by.call(listLicenseUses, { params: { id: id as never, type }, query: query as never })
const names = async (...asked: Parameters<typeof uses>) => (await uses(...asked)).body.items.map(({ name }) => name)

it('is what lives of a customer, by name, with when and by whom it took its license', async () => {
  const id = await customer('Told')
  await device(id, 'nyc-srv-02')
  await device(id, 'NYC-srv-01')
  await device(id, 'a phone', { class: 'phone' })
  const gone = await device(id, 'gone')
  await api.call(deleteDevice, { params: { id: gone } }, { ifMatch: '*' })
  const { items, total } = (await uses(id)).body
  expect(total).toBe(2)
  expect(items.map(({ name, kind }) => [name, kind])).toEqual([
    ['NYC-srv-01', 'device'],
    ['nyc-srv-02', 'device'],
  ])
  expect(items[0]).toMatchObject({ organizationName: 'Told', reason: 'device.created', actorName: 'First Admin' })
  expect(await names(id, 'it_assets', { sort: '-name', limit: 1 })).toEqual(['nyc-srv-02'])
  const { nextCursor } = (await uses(id, 'it_assets', { limit: 1 })).body
  expect(await names(id, 'it_assets', { limit: 1, cursor: nextCursor })).toEqual(['nyc-srv-02'])
  expect((await uses(id, 'mobile_devices', { cursor: nextCursor })).status).toBe(422)
  expect(await names(id, 'it_assets', { q: 'SRV-02' })).toEqual(['nyc-srv-02'])
  expect(await names(id, 'it_assets', { filter: { kind: { eq: 'membership' } } })).toEqual([])
  expect((await uses(id, 'unheard_of')).status).toBe(404)
  expect((await uses(id, 'computers')).status).toBe(404)
})

it('is as many as the number says, for an enterprise with what its divisions use, and for what a trial counts', async () => {
  const id = await customer('Whole', { type: 'enterprise', plan: { kind: 'trial', trialLicenses: 9 } })
  const division = await customer('Part', { type: 'division', parentId: id })
  const empty = await customer('Soon gone', { type: 'division', parentId: id })
  await device(id, 'box')
  await device(empty, 'box to be archived')
  await device(division, 'box below')
  await device(division, 'phone below', { class: 'phone' })
  await world.addPerson({
    providerId: world.first.providerId,
    organizationId: division,
    role: 'customer_administrator',
    reach: 'subtree',
  })
  const { types, trial } = (await api.call(getCustomerLicenses, { params: { id: id as never } })).body
  for (const { type, used } of types) expect([type, (await uses(id, type)).body.total]).toEqual([type, used])
  expect((await uses(id, 'trial_devices')).body.total).toBe(trial?.used)
  expect(await names(id)).toEqual(['box', 'box below', 'box to be archived'])
  for (const status of ['offboarding', 'archived'])
    await api.call(
      changeCustomerStatus,
      { params: { id: empty as never }, body: { status } as never },
      { ifMatch: '*' },
    )
  expect(await names(id)).toEqual(['box', 'box below'])
})

it('is within the walls: of the organization, and of its entities', async () => {
  const { providerId, partnerId, partnerCustomerId, otherCustomerId, partnerAdmin } = world.first
  await device(partnerCustomerId, 'below the partner')
  await device(otherCustomerId, 'beside')
  expect(await names(partnerId, 'it_assets', {}, partnerAdmin.api)).toEqual(['below the partner'])
  expect((await uses(otherCustomerId, 'it_assets', {}, partnerAdmin.api)).status).toBe(404)
  const entity = await api.call(createEntity, { params: { id: otherCustomerId as never }, body: { name: 'Branch' } })
  await device(otherCustomerId, 'in the branch', { entityId: entity.body.id })
  const narrowed = await world.addPerson({
    providerId,
    organizationId: otherCustomerId,
    role: 'customer_administrator',
    reach: 'entities',
    entities: [entity.body.id],
  })
  const seen = await uses(otherCustomerId, 'it_assets', {}, narrowed.api)
  expect(seen.status === 404 ? [] : seen.body.items.map(({ name }) => name)).not.toContain('beside')
  const owner = await world.addPerson({
    providerId,
    organizationId: otherCustomerId,
    role: 'customer_administrator',
    reach: 'subtree',
  })
  const own = (await uses(otherCustomerId, 'it_assets', {}, owner.api)).body
  expect(own.items.map(({ name, actorName }) => [name, actorName])).toEqual([
    ['beside', null],
    ['in the branch', null],
  ])
})

// They are told not_found before: here the list itself is asked.
it('is counted as far as somebody sees it, even where who sees some entities alone was not turned away before', async () => {
  const { providerId } = world.first
  const id = await customer('Narrowed')
  const entity = await api.call(createEntity, { params: { id: id as never }, body: { name: 'Branch' } })
  await device(id, 'beside')
  await device(id, 'in the branch', { entityId: entity.body.id })
  const place = { providerId, organizationId: id, role: 'customer_administrator', reach: 'entities' } as const
  const { membershipId } = await world.addPerson({ ...place, entities: [entity.body.id] })
  const { database } = world.installation
  const caller = await actingCaller(database, { providerId, membershipId, apiKeyId: null })
  if (!caller) throw new TypeError('There is no such person')
  const of = { id, type: 'it_assets' }
  const listed = (who: Caller) =>
    database.within(who.scope, (tx) =>
      findUses({ tx, caller: who } as CallContext, planUses({ caller: who } as CallContext, { limit: 50 }, of), of),
    )
  expect((await listed(caller)).counted).toBe(1)
})

it('is set aside by the topmost limits below, which add up to the number, of a partner and of the pool', async () => {
  const allot = (id: string, limit: number) => {
    const types = [{ type: 'mobile_devices', limit, overage: 0 }]
    const body = { mode: 'allocated' as const, types, confirm: true }
    return api.call(setCustomerLicenses, { params: { id: id as never }, body }, { ifMatch: '*' })
  }
  const ofPool = async () => (await api.call(getLicensePool)).body.items.find(({ type }) => type === 'mobile_devices')
  const before = await ofPool()
  const partner = await customer('Setting aside', { type: 'partner' })
  const inner = await customer('Inner partner', { type: 'partner', parentId: partner })
  const deep = await customer('Deep', { parentId: inner })
  const over = await customer('Over', { parentId: partner })
  await customer('Without a limit', { parentId: partner, plan: { kind: 'trial', trialLicenses: 4 } })
  for (const name of ['a', 'b', 'c']) await device(over, `phone ${name}`, { class: 'phone' })
  await allot(inner, 7)
  await allot(deep, 5)
  await allot(over, 2)
  const below = (id: string, query: object = {}, by = api) =>
    by.call(listLicenseAllotments, { params: { id: id as never, type: 'mobile_devices' }, query: query as never })
  const told = async (...asked: Parameters<typeof below>) =>
    (await below(...asked)).body.items.map(({ organizationName, setAside }) => [organizationName, setAside])
  expect(await told(partner)).toEqual([
    ['Inner partner', 7],
    ['Over', 3],
  ])
  expect((await below(partner)).body.items[1]).toMatchObject({ limit: 2, overage: 0, demand: 3 })
  expect(await told(inner)).toEqual([['Deep', 5]])
  expect(await told(over)).toEqual([])
  const first = (await below(partner, { limit: 1 })).body
  expect(first.total).toBe(2)
  expect(await told(partner, { limit: 1, cursor: first.nextCursor })).toEqual([['Over', 3]])
  const ofTrials = { params: { id: partner as never, type: 'trial_devices' } }
  expect((await api.call(listLicenseAllotments, ofTrials)).status).toBe(404)
  const share = (await api.call(getCustomerLicenses, { params: { id: partner as never } })).body.types
  expect(share.find(({ type }) => type === 'mobile_devices')?.setAside).toBe(10)

  const params = { type: 'mobile_devices' }
  const pool = (await api.call(listPoolAllotments, { params })).body.items
  const owned = await ofPool()
  expect(pool.map(({ organizationName }) => organizationName)).toEqual(['Inner partner', 'Over'])
  expect(pool.reduce((sum, { limit }) => sum + limit, 0)).toBe(owned?.allocated)
  // What is over its limit lies within it all the same.
  expect(owned?.usedUnallocated).toBe(before?.usedUnallocated)
  expect((await api.call(listPoolAllotments, { params: { type: 'computers' } })).status).toBe(404)

  // A partner reads what is below it, and neither others nor the pool; another provider reads nothing.
  const { providerId } = world.first
  const place = { providerId, organizationId: inner, role: 'partner_administrator' as const, reach: 'subtree' as const }
  const person = (await world.addPerson(place)).api
  expect(await told(inner, {}, person)).toEqual([['Deep', 5]])
  expect((await below(partner, {}, person)).status).toBe(404)
  expect((await person.call(listPoolAllotments, { params })).status).toBe(403)
  expect((await below(partner, {}, world.second.admin.api)).status).toBe(404)
  expect((await world.second.admin.api.call(listPoolAllotments, { params })).body.items).toEqual([])
})
