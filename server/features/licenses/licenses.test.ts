/** The pool, purchases and what customers may use, through HTTP (EC4, EC5, EC7, IF7, IF15, RI6). */

import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { updateCustomer } from '@tenantry/contract/customers.ts'
import { createDeviceClass } from '@tenantry/contract/device-classes.ts'
import { createDevice, deleteDevice, listDevices, updateDevice } from '@tenantry/contract/devices.ts'
import {
  getLicenseAlerts,
  listLicenseAlerts,
  previewLicenseAlert,
  setCustomerLicenseAlerts,
  setLicenseAlerts,
} from '@tenantry/contract/license-alerts.ts'
import { getLicensePoolHistory } from '@tenantry/contract/license-history.ts'
import {
  createLicensePurchase,
  deleteLicensePurchase,
  listLicensePurchases,
  updateLicensePurchase,
} from '@tenantry/contract/license-purchases.ts'
import {
  createLicenseType,
  deleteLicenseType,
  getCustomerLicenses,
  getLicensePool,
  getLicenseType,
  listLicenseTypes,
  setCustomerLicenses,
  updateLicenseType,
} from '@tenantry/contract/licenses.ts'
import { changeCustomerStatus, getCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { Operation } from '@tenantry/contract/operation.ts'
import { changeType, moveOrganization } from '@tenantry/contract/organization-moves.ts'
import { getProviderSettings } from '@tenantry/contract/provider-settings.ts'
import { nameAdministrator, withdrawUserInvitation } from '@tenantry/contract/user-invitations.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contradictions } from '../../chaos/contradictions.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, added, problems } from '../customers/customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const purchases: string[] = []
// Each test begins with a pool that nothing was bought for and that nothing draws on.
beforeEach(async () => {
  for (const id of made.splice(0)) await empty(id)
  for (const id of purchases.splice(0))
    await api.call(deleteLicensePurchase, { params: { id }, query: { confirm: 'true' } }, { ifMatch: '*' })
})

async function empty(id: string) {
  const { items } = (await api.call(listDevices, { query: { filter: { organizationId: { eq: id } } } })).body
  for (const each of items) await api.call(deleteDevice, { params: { id: each.id } }, { ifMatch: '*' })
  await allot(id, [])
}

async function buy(type: string, quantity: number, dates: { startsOn?: string; endsOn?: string } = {}) {
  const body = { type, quantity, startsOn: '2020-01-01', confirm: true, ...dates }
  const answer = await api.call(createLicensePurchase, { body })
  expect(answer.status, answer.raw.body).toBe(201)
  purchases.push(answer.body.id)
  return answer.body
}
const pool = async (type: string) => (await api.call(getLicensePool)).body.items.find((item) => item.type === type)
let homes = 0
const made: string[] = []
const customer = async (more: object = {}) => {
  const { id } = (await added(api, { name: `Licensed ${++homes}`, code: `LIC${homes}`, ...more })).body
  made.push(id)
  return id
}
const allot = (
  id: string,
  types: { type: string; limit: number | null; overage?: number }[],
  more: object = {},
  by = api,
) =>
  by.call(
    setCustomerLicenses,
    { params: { id: id as never }, body: { mode: 'allocated', types, ...more } as never },
    { ifMatch: '*' },
  )
const share = async (id: string, type: string, by = api) =>
  (await by.call(getCustomerLicenses, { params: { id: id as never } })).body.types.find((each) => each.type === type)
const device = (organizationId: string, deviceClass = 'server', by = api) =>
  by.call(createDevice, { body: { organizationId, name: 'nyc-srv-01', class: deviceClass } as never })
const differences = async () => {
  const { rows } = await world.test.owner.query(contradictions['counters of licenses'], [world.first.providerId])
  return rows
}

describe('the pool', () => {
  it('of 100 shows 90 once a customer has got 10 (EC4)', async () => {
    await buy('mobile_devices', 100)
    const id = await customer()
    expect((await allot(id, [{ type: 'mobile_devices', limit: 10 }])).status).toBe(200)
    expect(await pool('mobile_devices')).toMatchObject({
      owned: 100,
      allocated: 10,
      used: 0,
      usedUnallocated: 0,
      aboveLimits: 0,
      free: 90,
    })
    for (let n = 0; n < 3; n++) expect((await device(id, 'phone')).status).toBe(201)
    expect(await pool('mobile_devices')).toMatchObject({
      owned: 100,
      allocated: 10,
      used: 3,
      usedUnallocated: 0,
      aboveLimits: 0,
      free: 90,
    })
    expect(await share(id, 'mobile_devices')).toMatchObject({ limit: 10, used: 3, free: 7, overBy: 0, freeAbove: 90 })
    const free = await customer()
    await device(free, 'tablet')
    expect(await pool('mobile_devices')).toMatchObject({ allocated: 10, used: 4, usedUnallocated: 1, free: 89 })
    expect(await share(free, 'mobile_devices')).toMatchObject({ limit: null, used: 1, free: null, freeAbove: 89 })
    await allot(id, [])
    expect(await pool('mobile_devices')).toMatchObject({ allocated: 0, used: 4, usedUnallocated: 4, free: 96 })
    expect(await differences()).toEqual([])
  })

  it('counts what was never bought and enforces it from the first purchase on, over by what is there already', async () => {
    const id = await customer()
    for (let n = 0; n < 3; n++) expect((await device(id, 'non_it_asset')).status).toBe(201)
    expect(await pool('non_it_assets')).toMatchObject({ owned: null, enforcedFrom: null, free: null, used: 3 })
    const body = { type: 'non_it_assets', quantity: 2, startsOn: '2020-01-01' }
    const asked = await api.call(createLicensePurchase, { body })
    expect(JSON.parse(asked.raw.body)).toMatchObject({
      code: 'license_limit_below_use',
      detail: 'Non-IT assets: 3 in use or set aside, over by 1',
      params: { type: 'non_it_assets', name: 'Non-IT assets', used: 3, overBy: 1 },
      errors: [{ path: 'non_it_assets', params: { used: 3, overBy: 1 } }],
    })
    expect(await pool('non_it_assets')).toMatchObject({ owned: null })
    await buy('non_it_assets', 2)
    expect(await pool('non_it_assets')).toMatchObject({ owned: 2, free: 0, used: 3, overBy: 1 })
    const refused = await device(id, 'non_it_asset')
    expect(refused.status).toBe(409)
    expect(JSON.parse(refused.raw.body)).toMatchObject({
      code: 'license_exhausted',
      params: { type: 'non_it_assets', free: 0 },
    })
    expect(await differences()).toEqual([])
  })

  it('holds purchases from their first day to their last', async () => {
    await buy('computers', 5, { startsOn: '2066-01-01' }).catch(() => {})
    const current = await buy('availability_monitors', 5, { endsOn: '2999-12-31' })
    await buy('availability_monitors', 7, { startsOn: '2065-01-01' })
    await buy('availability_monitors', 11, { startsOn: '2020-01-01', endsOn: '2020-12-31' })
    expect(await pool('availability_monitors')).toMatchObject({ owned: 5 })
    const states = (await api.call(listLicensePurchases)).body.items.map(({ quantity, state }) => [quantity, state])
    expect(states).toEqual(
      expect.arrayContaining([
        [5, 'current'],
        [7, 'upcoming'],
        [11, 'ended'],
      ]),
    )
    const ended = await api.call(
      updateLicensePurchase,
      { params: { id: current.id }, body: { endsOn: '2020-02-01' } },
      { ifMatch: '*' },
    )
    expect(ended.body.state).toBe('ended')
    expect(await pool('availability_monitors')).toMatchObject({ owned: 0, free: 0 })
  })

  it('lists purchases page by page, the latest first, and those alone that are asked for', async () => {
    for (const day of ['01', '03', '02', '02']) await buy('technicians', Number(day), { startsOn: `2024-01-${day}` })
    const list = async (query: object) => (await api.call(listLicensePurchases, { query: query as never })).body
    const filter = { type: { eq: 'technicians' } }
    const first = await list({ filter, limit: 3 })
    expect(first.items.map(({ startsOn }) => startsOn)).toEqual(['2024-01-03', '2024-01-02', '2024-01-02'])
    expect(first.total).toBe(4)
    expect(first.today).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(first.currency).toBe((await api.call(getProviderSettings)).body.currency)
    const rest = await list({ filter, limit: 3, cursor: first.nextCursor })
    expect(rest.items.map(({ startsOn }) => startsOn)).toEqual(['2024-01-01'])
    expect(rest.nextCursor).toBeNull()
    const early = await list({ filter: { ...filter, startsOn: { lt: '2024-01-02' } }, q: 'TECHNIC' })
    expect(early.items.map(({ quantity }) => quantity)).toEqual([1])
  })

  it('refuses purchases that cannot be', async () => {
    const ask = (body: object) =>
      api.call(createLicensePurchase, {
        body: { type: 'users', quantity: 1, startsOn: '2026-01-01', ...body } as never,
      })
    expect(problems(await ask({ type: 'unheard_of' }))).toEqual(['type: unknown_reference'])
    expect(problems(await ask({ type: 'network_resources' }))).toEqual(['type: unknown_reference'])
    expect(problems(await ask({ endsOn: '2025-12-31' }))).toEqual(['endsOn: before_start'])
    expect(problems(await ask({ costMinor: 100 }))).toEqual(['currency: required'])
    expect(problems(await ask({ currency: 'EUR' }))).toEqual(['costMinor: required'])
    expect(problems(await ask({ quantity: 0 }))).toEqual(['quantity: too_small'])
    expect(problems(await ask({ startsOn: '2026-02-30' }))[0]).toContain('startsOn')
    for (const startsOn of ['0001-01-01', '1900-01-01', '1989-12-31'])
      expect(problems(await ask({ startsOn }))).toEqual(['startsOn: too_early'])
    const ahead = (years: number) => `${new Date().getUTCFullYear() + years}-01-01`
    for (const startsOn of ['9999-12-31', ahead(51)])
      expect(problems(await ask({ startsOn }))).toEqual(['startsOn: too_late'])
    for (const startsOn of ['1990-01-01', ahead(50)]) await buy('users', 1, { startsOn, endsOn: '9999-12-31' })
  })

  it('gets smaller below its use only when that is confirmed', async () => {
    const bought = await buy('performance_monitors', 10)
    const id = await customer()
    await allot(id, [{ type: 'performance_monitors', limit: 8 }])
    const patch = (body: object) =>
      api.call(updateLicensePurchase, { params: { id: bought.id }, body }, { ifMatch: '*' })
    const refused = await patch({ quantity: 5 })
    expect(JSON.parse(refused.raw.body)).toMatchObject({
      code: 'license_limit_below_use',
      params: { used: 8, overBy: 3 },
    })
    expect(await pool('performance_monitors')).toMatchObject({ owned: 10, overBy: 0 })
    expect((await patch({ quantity: 5, confirm: true })).status).toBe(200)
    expect(await pool('performance_monitors')).toMatchObject({ owned: 5, overBy: 3, free: 0 })
    const more = await allot(id, [{ type: 'performance_monitors', limit: 9 }])
    expect(JSON.parse(more.raw.body).detail).toMatch(/: 8 in use or set aside of 5, 3 over$/)
    expect(await differences()).toEqual([])
  })

  it('is asked before a type is without any purchase that has begun, while something of it is in use or set aside', async () => {
    const first = await buy('mobile_devices', 5)
    const second = await buy('mobile_devices', 5, { startsOn: '2066-01-01' })
    const change = (body: object) =>
      api.call(updateLicensePurchase, { params: { id: first.id }, body }, { ifMatch: '*' })
    const remove = (purchase: { id: string }, query: { confirm?: 'true' } = {}) =>
      api.call(deleteLicensePurchase, { params: { id: purchase.id }, query }, { ifMatch: '*' })
    const id = await customer()
    await allot(id, [{ type: 'mobile_devices', limit: 3 }])
    const params = { type: 'mobile_devices', name: 'Mobile devices', used: 3, enforcedFrom: '2066-01-01' }
    const asked = await remove(first)
    expect(asked.problem).toMatchObject({
      status: 409,
      code: 'license_enforcement_ends',
      detail:
        'Mobile devices: 3 in use or set aside, and nothing of that type is refused from then on, until the next purchase begins on 2066-01-01',
      params,
    })
    const later = await change({ startsOn: '2065-01-01' })
    expect(later.problem).toMatchObject({ code: 'license_enforcement_ends', params: { enforcedFrom: '2065-01-01' } })
    expect((await remove(second)).status).toBe(204)
    const last = await remove(first)
    expect(last.problem.detail).toBe(
      'Mobile devices: 3 in use or set aside, and nothing of that type is refused from then on',
    )
    expect(last.problem.params).toEqual({ ...params, enforcedFrom: null })
    expect(await pool('mobile_devices')).toMatchObject({ owned: 5, free: 2 })
    expect((await remove(first, { confirm: 'true' })).status).toBe(204)
    expect(await pool('mobile_devices')).toMatchObject({ owned: null, free: null, allocated: 3 })
    // Where nothing is in use or set aside, nobody is asked.
    await allot(id, [])
    const unused = await buy('mobile_devices', 5)
    expect((await remove(unused)).status).toBe(204)
    expect(await differences()).toEqual([])
  })

  it('is added to once under an Idempotency-Key', async () => {
    const twice = async (operation: Operation, body: object) => {
      const url = `/api/v1${operation.path}`
      const ask = () => api.request('POST', url, body, { 'idempotency-key': `once-${operation.id}` })
      const [first, second] = [await ask(), await ask()]
      expect([first.statusCode, second.statusCode]).toEqual([201, 201])
      expect(second.body).toBe(first.body)
      return first.json()
    }
    const bought = await twice(createLicensePurchase, { type: 'users', quantity: 1, startsOn: '2020-01-01' })
    purchases.push(bought.id)
    await twice(createLicenseType, { code: 'once', name: 'Once' })
  })

  it('is that of those alone who see the whole provider', async () => {
    const { providerId, customerId } = world.first
    const place = { providerId, organizationId: providerId, role: 'provider_administrator' as const }
    const some = (await world.addPerson({ ...place, reach: 'selected', selected: [customerId] })).api
    expect((await some.call(getLicensePool)).status).toBe(403)
    expect((await some.call(getLicensePoolHistory)).status).toBe(403)
    expect((await some.call(listLicensePurchases)).status).toBe(403)
  })

  it('does not exist for partners and customers', async () => {
    const partner = await world.addPerson({
      providerId: world.first.providerId,
      organizationId: world.first.partnerId,
      role: 'partner_administrator',
      reach: 'subtree',
    })
    expect((await partner.api.call(getLicensePool)).status).toBe(403)
    expect((await partner.api.call(listLicensePurchases)).status).toBe(403)
    await buy('it_assets', 50)
    const own = await share(world.first.partnerCustomerId, 'it_assets', partner.api)
    expect(own).toMatchObject({ limit: null, free: null, freeAbove: null })
    const refused = await allot(world.first.partnerCustomerId, [{ type: 'it_assets', limit: 51 }], {}, partner.api)
    expect(JSON.parse(refused.raw.body)).toMatchObject({
      code: 'license_exhausted',
      params: { type: 'it_assets', free: null, limit: null, overBy: null, setAside: null },
    })
    const { requestId: _, ...told } = JSON.parse(refused.raw.body)
    expect(told.detail).toBe('Not enough IT asset licenses are left for you')
    expect(JSON.stringify(told)).not.toContain('50')
  })

  it('is no part of what partners read of their own licenses, nor is what a partner above has', async () => {
    const { providerId } = world.first
    await buy('it_assets', 43_210)
    const upper = await customer({ type: 'partner' })
    const lower = await customer({ type: 'partner', parentId: upper })
    const below = await customer({ parentId: lower })
    await allot(upper, [{ type: 'it_assets', limit: 777 }])
    const place = { providerId, role: 'partner_administrator' as const, reach: 'subtree' as const }
    const [above, own] = [
      await world.addPerson({ ...place, organizationId: upper }),
      await world.addPerson({ ...place, organizationId: lower }),
    ]
    expect(await share(upper, 'it_assets', above.api)).toMatchObject({ limit: 777, free: 777, freeAbove: null })
    expect(await share(lower, 'it_assets', above.api)).toMatchObject({ limit: null, free: null, freeAbove: 777 })
    const read = await own.api.call(getCustomerLicenses, { params: { id: lower as never } })
    expect(read.body).toMatchObject({ mayChange: false })
    expect(await share(lower, 'it_assets', own.api)).toMatchObject({ limit: null, free: null, freeAbove: null })
    expect(await share(below, 'it_assets', own.api)).toMatchObject({ freeAbove: null })
    const { raw: preview } = await own.api.call(previewLicenseAlert, { params: { of: 'pool' }, body: {} })
    const { raw: alerts } = await own.api.call(getLicenseAlerts, { query: { of: 'pool' } })
    const { raw: told } = await own.api.call(listLicenseAlerts)
    expect([preview.statusCode, alerts.statusCode, told.statusCode]).toEqual([200, 200, 200])
    for (const { body } of [read.raw, preview, alerts, told]) expect(body).not.toMatch(/\b(43,?210|777|42,?433)\b/)
    expect((await own.api.call(getCustomerLicenses, { params: { id: upper as never } })).status).toBe(404)
    expect((await own.api.call(getCustomerLicenses, { params: { id: providerId as never } })).status).toBe(404)
    const technician = await world.addPerson({ ...place, organizationId: lower, role: 'technician' })
    const set = { query: { of: 'below' as const }, body: { threshold: 50 } }
    expect((await technician.api.call(setLicenseAlerts, set, { ifMatch: '*' })).status).toBe(403)
    expect((await own.api.call(setLicenseAlerts, set, { ifMatch: '*' })).status).toBe(200)
    const heldAbove = await above.api.call(getLicenseAlerts, { query: { of: 'below' } })
    expect(heldAbove.body.threshold).toMatchObject({ value: 80, from: 'product' })
  })
})

describe('the end of what is counted', () => {
  it('is met by who sets or moves limits, far below where a counter ends, and by nobody who takes a license (EC4)', async () => {
    const type = 'it_assets'
    const house = await customer({ type: 'partner' })
    for (let count = 0; count < 5; count++)
      expect((await allot(await customer({ parentId: house }), [{ type, limit: 10_000_000 }])).status).toBe(200)
    const last = await customer({ parentId: house })
    const beyond = await allot(last, [{ type, limit: 1 }])
    expect(beyond.status).toBe(422)
    expect(problems(beyond)).toEqual([`types.${type}: too_many`])
    const elsewhere = await customer()
    expect((await allot(elsewhere, [{ type, limit: 5 }])).status).toBe(200)
    const moved = { params: { id: elsewhere as never }, body: { parentId: house as never } }
    expect((await api.call(moveOrganization, moved, { ifMatch: '*' })).status).toBe(422)
    expect((await device(last)).status).toBe(201)
    expect((await device(elsewhere)).status).toBe(201)
    expect((await allot(elsewhere, [{ type, limit: 6 }])).status).toBe(200)
  })

  it('of a pool is that of its purchases together', async () => {
    const { id, type } = await buy('it_assets', 10_000_000, { startsOn: '2066-01-01' })
    await world.test.owner.query(
      `INSERT INTO license_purchases SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid()))).*
      FROM license_purchases p, generate_series(1, 99) WHERE p.id = $1`,
      [id],
    )
    const body = { type, quantity: 1, startsOn: '2020-01-01', confirm: true }
    const beyond = await api.call(createLicensePurchase, { body })
    expect(problems(beyond)).toEqual(['quantity: too_many'])
    await world.test.owner.query(`DELETE FROM license_purchases WHERE type = $1 AND id <> $2`, [type, id])
  })
})

describe('the licenses of a customer', () => {
  it('are all set or none, with every type that is short', async () => {
    await buy('it_assets', 10)
    await buy('mobile_devices', 10)
    const id = await customer()
    const refused = await allot(id, [
      { type: 'it_assets', limit: 11 },
      { type: 'mobile_devices', limit: 12 },
      { type: 'users', limit: 3 },
    ])
    expect(JSON.parse(refused.raw.body)).toMatchObject({
      code: 'license_exhausted',
      errors: [
        {
          path: 'it_assets',
          message: expect.stringMatching(/^Not enough IT asset .* at .+: 11 more needed, 10 of 10 free$/),
        },
        {
          path: 'mobile_devices',
          message: expect.stringMatching(/^Not enough mobile device .* at .+: 12 more needed, 10 of 10 free$/),
        },
      ],
    })
    expect(await share(id, 'users')).toMatchObject({ limit: null })
    expect((await api.call(getCustomerLicenses, { params: { id: id as never } })).body.mode).toBe('unlimited')
  })

  it('hold at the limit and take what may exceed it from what is free above', async () => {
    await buy('it_assets', 3)
    const id = await customer()
    await allot(id, [{ type: 'it_assets', limit: 1, overage: 5 }])
    expect((await device(id)).status).toBe(201)
    expect((await device(id)).status).toBe(201)
    const counted = await pool('it_assets')
    expect(counted).toMatchObject({ free: 1, allocated: 1, used: 2, aboveLimits: 1, usedUnallocated: 0, overBy: 0 })
    expect((await device(id)).status).toBe(201)
    const refused = await device(id)
    expect(JSON.parse(refused.raw.body)).toMatchObject({
      code: 'license_exhausted',
      params: { type: 'it_assets', free: 0 },
    })
    // Of what it may use in all, what may exceed the limit with it.
    await buy('it_assets', 9)
    for (let n = 0; n < 3; n++) expect((await device(id)).status).toBe(201)
    expect(JSON.parse((await device(id)).raw.body).detail).toContain('0 of 6 free')
    expect(await differences()).toEqual([])
  })

  it('forbid with 0, and let by with nothing said', async () => {
    const id = await customer()
    await allot(id, [{ type: 'it_assets', limit: 0 }])
    expect((await device(id)).status).toBe(409)
    expect((await device(id, 'phone')).status).toBe(201)
  })

  it('sink below what is in use only when that is confirmed, switch nothing off and then only shrink', async () => {
    const id = await customer()
    const made = [await device(id), await device(id), await device(id)]
    const refused = await allot(id, [{ type: 'it_assets', limit: 1 }])
    expect(JSON.parse(refused.raw.body)).toMatchObject({
      code: 'license_limit_below_use',
      params: { type: 'it_assets', used: 3, overBy: 2 },
    })
    expect(
      (await allot(id, [{ type: 'it_assets', limit: 1 }], { confirm: true })).body.types.find(
        ({ type }) => type === 'it_assets',
      ),
    ).toMatchObject({ limit: 1, used: 3, free: 0, overBy: 2 })
    expect(JSON.parse((await device(id)).raw.body)).toMatchObject({
      detail: expect.stringMatching(/^No IT asset license is left at .+: 3 in use of 1, 2 over$/),
      params: { type: 'it_assets', free: 0, limit: 1, overBy: 2, setAside: 0 },
    })
    await api.call(deleteDevice, { params: { id: made[0]?.body.id as never } }, { ifMatch: '*' })
    expect(await share(id, 'it_assets')).toMatchObject({ used: 2, overBy: 1 })
    expect((await device(id)).status).toBe(409)
    await api.call(deleteDevice, { params: { id: made[1]?.body.id as never } }, { ifMatch: '*' })
    await api.call(deleteDevice, { params: { id: made[2]?.body.id as never } }, { ifMatch: '*' })
    expect((await device(id)).status).toBe(201)
    expect(await differences()).toEqual([])
  })

  it('refuse limits that cannot be, or are not told of, a stale editor, and somebody’s own organization', async () => {
    const id = await customer()
    expect(
      problems(
        await allot(id, [
          { type: 'unheard_of', limit: 1 },
          { type: 'users', limit: 1 },
          { type: 'users', limit: 2 },
        ]),
      ),
    ).toEqual(['types.0.type: unknown_reference', 'types.2.type: duplicate'])
    expect(problems(await allot(id, [{ type: 'users', limit: 1 }], { mode: 'unlimited' }))).toEqual([
      'types.0.limit: mode_has_no_limits',
    ])
    expect(problems(await allot(id, [{ type: 'users', limit: -1 }]))).toEqual(['types.0.limit: too_small'])
    await allot(id, [{ type: 'users', limit: 1 }])
    const set = (change: object) =>
      api.call(setCustomerLicenses, { params: { id: id as never }, body: change as never }, { ifMatch: '*' })
    expect(problems(await set({ mode: 'allocated' }))).toEqual(['types: required'])
    expect(await share(id, 'users')).toMatchObject({ limit: 1 })
    expect((await set({ mode: 'unlimited' })).status).toBe(200)
    const body = { mode: 'allocated', types: [] } as never
    expect(
      (await api.call(setCustomerLicenses, { params: { id: id as never }, body }, { ifMatch: '"7"' })).status,
    ).toBe(412)
    const partner = await world.addPerson({
      providerId: world.first.providerId,
      organizationId: world.first.partnerId,
      role: 'partner_administrator',
      reach: 'subtree',
    })
    expect((await allot(world.first.partnerId, [], {}, partner.api)).status).toBe(403)
    expect((await allot(world.first.otherCustomerId, [], {}, partner.api)).status).toBe(404)
    expect(
      (await partner.api.call(getCustomerLicenses, { params: { id: world.first.partnerId as never } })).body.mayChange,
    ).toBe(false)
  })

  it('are set with the customer, before its administrator takes one', async () => {
    await buy('users', 5)
    const contacts = { admin: { firstName: 'Ada', lastName: 'L', email: 'ada-licensed@airtel.example' } }
    const licenses = (limit: number) => ({ mode: 'allocated' as const, types: [{ type: 'users', limit, overage: 0 }] })
    const refused = await add(api, { name: 'No place', code: 'NOPLACE', contacts, licenses: licenses(0) })
    expect(JSON.parse(refused.raw.body)).toMatchObject({
      code: 'license_exhausted',
      params: { type: 'users', free: 0 },
    })
    const tooMany = await add(api, { name: 'Too many', code: 'TOOMANY', licenses: licenses(6) })
    expect(JSON.parse(tooMany.raw.body)).toMatchObject({ params: { type: 'users', free: 5 } })
    expect((await api.request('GET', '/api/v1/customers?q=NOPLACE')).json().items).toEqual([])
    const made = await add(api, { name: 'A place', code: 'APLACE', contacts, licenses: licenses(2) })
    expect(made.status, made.raw.body).toBe(201)
    expect(await share(made.body.id, 'users')).toMatchObject({ limit: 2, used: 1, free: 1 })
    expect(
      problems(
        await add(api, {
          name: 'Wrong',
          code: 'WRONG',
          licenses: { mode: 'unlimited', types: [{ type: 'users', limit: 1, overage: 0 }] },
        }),
      ),
    ).toEqual(['licenses.types.0.limit: mode_has_no_limits'])
    const technician = world.first.technician.api
    expect((await add(technician, { name: 'By a technician', code: 'BYTECH', licenses: licenses(1) })).status).toBe(403)
  })
})

describe('what takes licenses', () => {
  it('is a device by its class (RI8), of another class once that changes, and none once it is gone', async () => {
    const id = await customer()
    await allot(id, [
      { type: 'mobile_devices', limit: 1 },
      { type: 'it_assets', limit: 1 },
    ])
    const made = await device(id)
    const as = (deviceClass: string) =>
      api.call(
        updateDevice,
        { params: { id: made.body.id as never }, body: { class: deviceClass as never } },
        { ifMatch: '*' },
      )
    expect((await as('phone')).status).toBe(200)
    expect([(await share(id, 'it_assets'))?.used, (await share(id, 'mobile_devices'))?.used]).toEqual([0, 1])
    expect((await device(id, 'tablet')).status).toBe(409)
    expect((await device(id)).status).toBe(201)
    expect((await as('server')).status).toBe(409)
    await api.call(deleteDevice, { params: { id: made.body.id as never } }, { ifMatch: '*' })
    expect((await share(id, 'mobile_devices'))?.used).toBe(0)
    expect(await differences()).toEqual([])
  })

  it('is a person who is named, until the invitation is withdrawn', async () => {
    const id = await customer()
    await allot(id, [{ type: 'users', limit: 1 }])
    const named = await api.call(nameAdministrator, {
      params: { id: id as never },
      body: { firstName: 'B', lastName: 'C', email: 'bc-licensed@airtel.example' } as never,
    })
    expect(named.status, named.raw.body).toBe(201)
    expect(await share(id, 'users')).toMatchObject({ used: 1, free: 0 })
    await api.call(withdrawUserInvitation, { params: { id: named.body.membershipId } })
    expect(await share(id, 'users')).toMatchObject({ used: 0, free: 1 })
    expect(await differences()).toEqual([])
  })

  it('is a technician’s for a partner’s people, a user’s for a customer’s, and none for those of the house (IF15)', async () => {
    const admin = { firstName: 'D', lastName: 'E', email: 'de-licensed@airtel.example' }
    const partner = await customer({ type: 'partner', contacts: { admin } })
    expect(await share(partner, 'technicians')).toMatchObject({ used: 1 })
    expect(await share(partner, 'users')).toMatchObject({ used: 0 })
    const house = await world.test.owner.query(
      "SELECT 1 FROM license_ledger WHERE subject_kind = 'membership' AND organization_id = $1",
      [world.first.providerId],
    )
    expect(house.rows).toEqual([])
  })

  it('gives them back with the archive and takes them again, or says what is missing', async () => {
    const id = await customer()
    await buy('it_assets', 10)
    await allot(id, [{ type: 'it_assets', limit: 4 }])
    await device(id)
    await device(id)
    const to = (status: string, dryRun = false) =>
      api.call(
        changeCustomerStatus,
        { params: { id: id as never }, body: { status } as never, query: { dryRun: String(dryRun) } as never },
        { ifMatch: '*' },
      )
    await to('offboarding')
    const limits = [{ type: 'it_assets', name: 'IT assets', limit: 4, overage: 0 }]
    expect((await to('archived', true)).body).toMatchObject({ effects: { licensesReturned: 4 }, limits })
    expect((await to('archived')).body).toMatchObject({ effects: { licensesReturned: 4 }, limits })
    expect(await pool('it_assets')).toMatchObject({ allocated: 0, used: 0, free: 10 })
    const other = await customer()
    await allot(other, [{ type: 'it_assets', limit: 8 }])
    const refused = await to('disabled')
    expect(JSON.parse(refused.raw.body)).toMatchObject({
      code: 'license_exhausted',
      params: { type: 'it_assets', free: 2 },
    })
    // The preview says the same and leaves it where it is.
    const previewed = await to('disabled', true)
    const { requestId: _, ...told } = JSON.parse(refused.raw.body)
    expect(JSON.parse(previewed.raw.body)).toMatchObject(told)
    expect(previewed.status).toBe(409)
    const status = () => api.call(getCustomerStatus, { params: { id: id as never } })
    expect((await status()).body.status).toBe('archived')
    await allot(other, [{ type: 'it_assets', limit: 6 }])
    expect((await to('disabled', true)).body).toMatchObject({ effects: { licensesTaken: 4 }, limits })
    expect((await status()).body.status).toBe('archived')
    const restored = await to('disabled')
    expect(restored.body).toMatchObject({ effects: { licensesTaken: 4 }, limits })
    expect((await to('active')).body.limits).toEqual([])
    expect(await share(id, 'it_assets')).toMatchObject({ limit: 4, used: 2 })
    expect(await differences()).toEqual([])
  })

  it('comes back from the archive over its limit, as it was', async () => {
    const id = await customer({ plan: { kind: 'trial', trialLicenses: 5 } })
    await buy('it_assets', 10)
    await allot(id, [{ type: 'it_assets', limit: 4, overage: 1 }])
    for (let n = 0; n < 3; n++) await device(id)
    await allot(id, [{ type: 'it_assets', limit: 1, overage: 1 }], { confirm: true })
    const over = { limit: 1, overage: 1, used: 3, overBy: 1 }
    expect(await share(id, 'it_assets')).toMatchObject(over)
    const to = async (status: string) =>
      api.call(changeCustomerStatus, { params: { id: id as never }, body: { status } as never }, { ifMatch: '*' })
    await to('offboarding')
    await to('archived')
    expect(await pool('it_assets')).toMatchObject({ used: 0, free: 10 })
    const restored = await to('disabled')
    expect(restored.status, restored.raw.body).toBe(200)
    expect(await share(id, 'it_assets')).toMatchObject(over)
    expect(await pool('it_assets')).toMatchObject({ used: 3, free: 7 })
    expect((await device(id)).status).toBe(409)
    expect(await differences()).toEqual([])
  })

  it('is charged to those above the new place of what moves, or the move is refused (B17)', async () => {
    await buy('it_assets', 100)
    const [full, roomy] = [await customer({ type: 'partner' }), await customer({ type: 'partner' })]
    const id = await customer({ parentId: full })
    await allot(full, [{ type: 'it_assets', limit: 5 }])
    await allot(id, [{ type: 'it_assets', limit: 5 }])
    await device(id)
    await allot(roomy, [{ type: 'it_assets', limit: 4 }])
    const move = () =>
      api.call(moveOrganization, { params: { id: id as never }, body: { parentId: roomy as never } }, { ifMatch: '*' })
    expect(JSON.parse((await move()).raw.body)).toMatchObject({
      code: 'license_exhausted',
      params: { type: 'it_assets', free: 4 },
    })
    await allot(roomy, [{ type: 'it_assets', limit: 5 }])
    expect((await move()).status).toBe(200)
    expect(await share(full, 'it_assets')).toMatchObject({ free: 5, setAside: 0, used: 0 })
    expect(await share(roomy, 'it_assets')).toMatchObject({ free: 0, setAside: 5, used: 1 })
    expect(await pool('it_assets')).toMatchObject({ allocated: 10, used: 1, free: 90 })
    expect(await differences()).toEqual([])
  })

  it('of divisions is that of their enterprise, which has all the limits', async () => {
    const enterprise = await customer({ type: 'enterprise' })
    const division = await customer({ type: 'division', parentId: enterprise })
    await allot(enterprise, [{ type: 'it_assets', limit: 1 }])
    expect(problems(await allot(division, [{ type: 'it_assets', limit: 1 }]))).toEqual(['mode: division_has_none'])
    const unlimited = { type: 'it_assets', limit: null, overage: 10 }
    expect(problems(await allot(enterprise, [unlimited as never]))).toEqual(['types.0.overage: overage_without_limit'])
    expect((await device(division)).status).toBe(201)
    expect((await device(enterprise)).status).toBe(409)
    expect((await device(division)).status).toBe(409)
    expect(await share(enterprise, 'it_assets')).toMatchObject({ used: 1, free: 0 })
    expect(await share(division, 'it_assets')).toMatchObject({ limit: null, used: 1, freeAbove: 0 })
    expect(await differences()).toEqual([])
  })

  it('goes along when a customer becomes part of another', async () => {
    const [from, into] = [await customer(), await customer()]
    await allot(into, [{ type: 'it_assets', limit: 1 }])
    await allot(from, [{ type: 'it_assets', limit: 9 }])
    await device(from)
    await device(from)
    const merge = () =>
      api.call(
        mergeCustomer,
        { params: { id: from as never }, body: { intoId: into as never, intoVersion: '*' } },
        { ifMatch: '*' },
      )
    expect(JSON.parse((await merge()).raw.body)).toMatchObject({
      code: 'license_exhausted',
      params: { type: 'it_assets', free: 1 },
    })
    await allot(into, [{ type: 'it_assets', limit: 2 }])
    const merged = await merge()
    expect(merged.status, merged.raw.body).toBe(200)
    expect(await share(into, 'it_assets')).toMatchObject({ used: 2, free: 0 })
    expect(await differences()).toEqual([])
  })
})

it('of a person with a place in both customers that are merged is one, whichever place stays', async () => {
  const from = await customer()
  const person = await world.addPerson({
    providerId: world.first.providerId,
    organizationId: from,
    role: 'customer_administrator',
    reach: 'subtree',
  })
  const into = await customer({ contacts: { admin: { firstName: 'Ada', email: person.email } } })
  const merge = await api.call(
    mergeCustomer,
    { params: { id: from as never }, body: { intoId: into as never, intoVersion: '*' } },
    { ifMatch: '*' },
  )
  expect(merge.status, merge.raw.body).toBe(200)
  expect(await share(into, 'users')).toMatchObject({ used: 1 })
  expect(await differences()).toEqual([])
})

describe('a trial (B16)', () => {
  it('holds devices of all classes up to its number, beside any limit, until it is bought (RI6)', async () => {
    const id = await customer({ plan: { kind: 'trial', trialLicenses: 2 } })
    expect((await device(id, 'server')).status).toBe(201)
    expect((await device(id, 'phone')).status).toBe(201)
    const refused = await device(id, 'non_it_asset')
    expect(JSON.parse(refused.raw.body)).toMatchObject({
      code: 'license_exhausted',
      params: { type: 'trial_devices', name: 'Devices of all classes', free: 0 },
    })
    const { trial } = (await api.call(getCustomerLicenses, { params: { id: id as never } })).body
    expect(trial).toMatchObject({ limit: 2, used: 2, free: 0, overBy: 0 })
    const plan = (kind: object, more: object = {}) =>
      api.call(
        updateCustomer,
        { params: { id: id as never }, body: { plan: kind as never, ...more } },
        { ifMatch: '*' },
      )
    const fewer = { kind: 'trial', trialLicenses: 1 }
    expect(JSON.parse((await plan(fewer)).raw.body)).toMatchObject({
      code: 'license_limit_below_use',
      detail: 'Devices of all classes: 2 in use or set aside, over by 1',
      params: { type: 'trial_devices', used: 2, overBy: 1 },
    })
    expect((await plan(fewer, { confirm: true })).status).toBe(200)
    // A longer one that is over already leaves it as it is, and asks for nothing.
    expect((await plan({ kind: 'trial', expiresOn: '2999-12-31' })).status).toBe(200)
    expect((await api.call(getCustomerLicenses, { params: { id: id as never } })).body.trial).toMatchObject({
      overBy: 1,
    })
    expect((await plan({ kind: 'purchased' })).status).toBe(200)
    expect((await api.call(getCustomerLicenses, { params: { id: id as never } })).body.trial).toBeNull()
    expect((await device(id, 'non_it_asset')).status).toBe(201)
    expect(await differences()).toEqual([])
  })

  it('of an enterprise counts the devices of its divisions', async () => {
    const enterprise = await customer({ type: 'enterprise', plan: { kind: 'trial', trialLicenses: 1 } })
    const division = await customer({ type: 'division', parentId: enterprise })
    expect((await device(division)).status).toBe(201)
    expect((await device(enterprise)).status).toBe(409)
    await api.call(
      changeType,
      { params: { id: enterprise as never }, body: { type: 'enterprise' } as never },
      { ifMatch: '*' },
    )
    expect(await differences()).toEqual([])
  })
})

it('a trial of a division holds its devices, and the enterprise counts no more than these', async () => {
  const enterprise = await customer({ type: 'enterprise', plan: { kind: 'trial', trialLicenses: 3 } })
  const plan = { kind: 'trial', trialLicenses: 1 }
  const division = await customer({ type: 'division', parentId: enterprise, plan })
  const trial = async (id: string) => (await api.call(getCustomerLicenses, { params: { id: id as never } })).body.trial
  expect(await trial(enterprise)).toMatchObject({ used: 0 })
  expect((await device(division)).status).toBe(201)
  expect((await device(division)).status).toBe(409)
  expect(await trial(enterprise)).toMatchObject({ used: 1, free: 2 })
  expect(await differences()).toEqual([])
  const other = await customer({ type: 'enterprise', plan: { kind: 'trial', trialLicenses: 1 } })
  const move = await api.call(
    moveOrganization,
    { params: { id: division as never }, body: { parentId: other as never } },
    { ifMatch: '*' },
  )
  expect(move.status, move.raw.body).toBe(200)
  expect([await trial(enterprise), await trial(other)]).toMatchObject([{ used: 0 }, { used: 1 }])
  expect(await differences()).toEqual([])
})

describe('types of licenses', () => {
  it('are the seven to begin with, with two more switched off', async () => {
    const items = (await api.call(listLicenseTypes)).body.items.filter(({ isBuiltIn }) => isBuiltIn)
    expect(items.filter(({ isOn }) => isOn).map(({ code }) => code)).toEqual([
      'users',
      'technicians',
      'it_assets',
      'non_it_assets',
      'mobile_devices',
      'availability_monitors',
      'performance_monitors',
    ])
    expect(items.filter(({ isOn }) => !isOn).map(({ code }) => code)).toEqual(['computers', 'network_resources'])
  })

  it('count whatever is there when they are switched on, and nothing once they are switched off', async () => {
    const id = await customer()
    await device(id, 'computer')
    await device(id, 'computer')
    const turn = (isOn: boolean, more: object = {}) =>
      api.call(updateLicenseType, { params: { code: 'computers' }, body: { isOn, ...more } }, { ifMatch: '*' })
    const before = (await turn(true)).status
    expect(before).toBe(200)
    expect((await share(id, 'computers'))?.used).toBe(2)
    await buy('computers', 1)
    expect((await pool('computers'))?.overBy).toBeGreaterThan(0)
    expect((await device(id, 'computer')).status).toBe(409)
    expect(await differences()).toEqual([])
    const asked = await turn(false)
    expect(JSON.parse(asked.raw.body)).toMatchObject({
      code: 'license_type_in_use',
      detail: expect.stringMatching(/^\d+ in use, limits of 0 organizations$/),
      params: { limits: 0 },
    })
    await allot(id, [{ type: 'computers', limit: 2 }])
    expect((await turn(false)).problem.detail).toMatch(/, limits of 1 organization$/)
    await allot(id, [])
    expect(JSON.parse(asked.raw.body).params.used).toBeGreaterThanOrEqual(2)
    expect((await share(id, 'computers'))?.used).toBe(2)
    expect((await turn(false, { confirm: true })).status).toBe(200)
    expect(await pool('computers')).toBeUndefined()
    expect((await device(id, 'computer')).status).toBe(201)
    expect(await differences()).toEqual([])
    // Purchases count again, and what came meanwhile takes more than they have: asked like any number below what is in use.
    const back = await turn(true)
    expect(back.problem).toMatchObject({ code: 'license_limit_below_use', errors: [{ path: 'computers' }] })
    expect(await pool('computers')).toBeUndefined()
    expect((await turn(true, { confirm: true })).status).toBe(200)
    expect((await pool('computers'))?.overBy).toBe(back.problem.errors?.[0]?.params?.overBy)
    expect((await turn(false, { confirm: true })).status).toBe(200)
    expect(await differences()).toEqual([])
  })

  it('of one’s own that were never used are deleted, and others are kept with what has used them', async () => {
    const remove = (code: string, by = api, ifMatch = '*') =>
      by.call(deleteLicenseType, { params: { code } }, { ifMatch })
    const own = async (code: string) => {
      expect((await api.call(createLicenseType, { body: { code, name: `Own ${code}` } })).status).toBe(201)
      return code
    }
    const there = async () => (await api.call(listLicenseTypes)).body.items.map(({ code }) => code)
    expect((await remove('it_assets')).problem.errors).toMatchObject([{ code: 'type_built_in' }])
    const idle = await own('idle')
    expect((await remove(idle, api, '"7"')).problem.code).toBe('precondition_failed')
    const selected = await world.addPerson({
      providerId: world.first.providerId,
      organizationId: world.first.providerId,
      role: 'provider_administrator',
      reach: 'selected',
      selected: [world.first.providerId],
    })
    expect((await remove(idle, selected.api)).status).toBe(403)
    expect((await remove(idle)).status).toBe(204)
    expect([await there(), (await remove(idle)).status]).toEqual([expect.not.arrayContaining([idle]), 404])
    const audit = { filter: { action: { eq: 'license_type.deleted' } } } as never
    expect((await api.call(listAuditEvents, { query: audit })).body.items).toMatchObject([{ before: { code: idle } }])
    const id = await customer()
    const refused = async (code: string) => {
      const { problem } = await remove(code)
      expect(problem.code).toBe('license_type_used')
      return problem.detail
    }
    const [allotted, bought, named, told] = [
      await own('allotted'),
      await own('bought'),
      await own('named'),
      await own('told'),
    ]
    await allot(id, [{ type: allotted, limit: 2 }])
    await allot(id, [])
    expect(await refused(allotted)).toMatch(
      /^It stands in the ledger of \d organizations?; it can be switched off instead$/,
    )
    await api.call(createLicensePurchase, { body: { type: bought, quantity: 2, startsOn: '2066-01-01' } })
    expect(await refused(bought)).toBe('There is 1 purchase of it; it can be switched off instead')
    const classes = (types: string[]) =>
      api.call(createDeviceClass, { body: { name: `Class ${types[0]}`, icon: 'server', licenseTypes: types } as never })
    expect((await classes([named])).status).toBe(201)
    expect(await refused(named)).toBe('1 class takes it; it can be switched off instead')
    const body = { typeThresholds: [{ type: told, threshold: 50 }] }
    await api.call(setCustomerLicenseAlerts, { params: { id: id as never }, body }, { ifMatch: '*' })
    expect(await refused(told)).toBe('1 setting of alerts names it; it can be switched off instead')
    expect(await there()).toEqual(expect.arrayContaining([allotted, bought, named, told]))
    expect(await differences()).toEqual([])
  })

  it('are switched on without a question about others, of which the day alone has made less than is in use', async () => {
    const id = await customer()
    await buy('non_it_assets', 100)
    expect((await device(id, 'non_it_asset')).status).toBe(201)
    const { owner } = world.test
    const { rows } = await owner.query(
      "SELECT id, starts_on::text, ends_on::text FROM license_purchases WHERE type = 'non_it_assets'",
    )
    // As if their last day had passed since the pool was renewed.
    await owner.query(
      "UPDATE license_purchases SET starts_on = '2020-01-01', ends_on = '2020-12-31' WHERE type = 'non_it_assets'",
    )
    const turn = (isOn: boolean) =>
      api.call(updateLicenseType, { params: { code: 'network_resources' }, body: { isOn } }, { ifMatch: '*' })
    expect((await turn(true)).status).toBe(200)
    expect(await pool('non_it_assets')).toMatchObject({ owned: 0 })
    for (const { id: purchase, starts_on, ends_on } of rows)
      await owner.query('UPDATE license_purchases SET starts_on = $2, ends_on = $3 WHERE id = $1', [
        purchase,
        starts_on,
        ends_on,
      ])
    expect((await turn(false)).status).toBe(200)
    expect(await differences()).toEqual([])
  })

  it('can be added, each code once', async () => {
    const add = (name: string) => api.call(createLicenseType, { body: { code: 'backup_agents', name } })
    expect((await add('Backup agents')).status).toBe(201)
    expect(problems(await add('Backup agents'))).toEqual(['code: code_taken'])
    expect(problems(await add('Other agents'))).toEqual(['code: code_taken'])
    const ours = await api.call(createLicenseType, { body: { code: 'trial_devices', name: 'Trials' } })
    expect(problems(ours)).toEqual(['code: code_taken'])
    expect(await pool('backup_agents')).toMatchObject({ owned: null, used: 0, name: 'Backup agents' })
  })

  it('have a name each, whatever its case, and are changed by the version that was read', async () => {
    const add = (code: string, name: string) => api.call(createLicenseType, { body: { code, name } })
    expect((await add('sensors', 'Sensors')).status).toBe(201)
    expect(problems(await add('sensors_two', 'SENSORS'))).toEqual(['name: name_taken'])
    expect(problems(await add('users_two', 'users'))).toEqual(['name: name_taken'])
    await add('probes', 'Probes')
    const params = { code: 'probes' }
    const read = await api.call(getLicenseType, { params })
    const rename = (name: string) =>
      api.call(updateLicenseType, { params, body: { name } }, { ifMatch: read.etag ?? '' })
    expect(problems(await rename('sensors'))).toEqual(['name: name_taken'])
    expect((await rename('PROBES')).body.name).toBe('PROBES')
    expect((await rename('Probes once more')).status).toBe(412)
    // Another provider has names of its own, and nobody sees a type that is not counted without seeing the pool.
    const other = await world.second.admin.api.call(createLicenseType, { body: { code: 'sensors', name: 'Sensors' } })
    expect(other.status).toBe(201)
    const off = { params: { code: 'network_resources' } }
    expect((await api.call(getLicenseType, off)).status).toBe(200)
    expect((await world.first.technician.api.call(getLicenseType, off)).status).toBe(404)
    expect((await world.first.technician.api.call(getLicenseType, { params })).status).toBe(200)
  })
})
