/** What becomes of licenses by itself, and what finds out when they do not add up. */

import { updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { listImportProblems } from '@tenantry/contract/import-problems.ts'
import { getLicensePoolHistory } from '@tenantry/contract/license-history.ts'
import {
  createLicensePurchase,
  deleteLicensePurchase,
  listLicensePurchases,
  updateLicensePurchase,
} from '@tenantry/contract/license-purchases.ts'
import {
  getCustomerLicenses,
  getLicensePool,
  setCustomerLicenses,
  updateLicenseType,
} from '@tenantry/contract/licenses.ts'
import { getProviderSettings, updateProviderSettings } from '@tenantry/contract/provider-settings.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { lockSpaces } from '../../platform/database/advisory-lock.ts'
import { scopeStatements, systemScope } from '../../platform/tenancy/scope.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { imported } from '../imports/imports.fixture.ts'
import { runTask } from '../lifecycle/lifecycle.fixture.ts'
import { keepMonths } from './license-months.queries.ts'
import { renewPoolsTask, verifyLicenses, verifyLicensesTask } from './public.ts'

let world: World
let api: HttpCaller
const time = { now: new Date('2026-03-01T12:00:00Z') }

beforeAll(async () => {
  world = await createWorld({ clock: { now: () => time.now } })
  api = world.first.admin.api
})
afterAll(() => world.close())

const pool = async (type: string) => (await api.call(getLicensePool)).body.items.find((item) => item.type === type)
const buy = (body: object) =>
  api.call(createLicensePurchase, { body: { type: 'it_assets', quantity: 2, ...body } as never })
const box = (organizationId: string) =>
  api.call(createDevice, { body: { organizationId, name: 'box', class: 'server' } as never })
const later = (day: string) => {
  time.now = new Date(`${day}T12:00:00Z`)
}

it('a purchase counts (EC4, EC7) from its first day and ends with its last, and what is there then stays, over by its number', async () => {
  later('2026-03-01')
  const { id } = (await added(api, { name: 'Owner', code: 'OWNER' })).body
  await buy({ startsOn: '2026-03-02', endsOn: '2026-03-31' })
  await buy({ startsOn: '2026-03-15', endsOn: '2026-03-16' })
  expect(await pool('it_assets')).toMatchObject({ owned: null, enforcedFrom: '2026-03-02' })
  await box(id)
  later('2026-03-02')
  await runTask(world, renewPoolsTask)
  expect(await pool('it_assets')).toMatchObject({ owned: 2, enforcedFrom: null, used: 1, free: 1 })
  later('2026-04-01')
  await runTask(world, renewPoolsTask)
  expect(await pool('it_assets')).toMatchObject({ owned: 0, used: 1, free: 0, overBy: 1 })
  expect((await box(id)).status).toBe(409)
  await buy({ startsOn: '2026-04-01', quantity: 3 })
  expect((await box(id)).status).toBe(201)
})

it('tells how many days a trial has by the day of its provider, whatever day it is where somebody looks (RI6)', async () => {
  time.now = new Date('2026-03-31T23:00:00Z')
  const plan = { kind: 'trial' as const, trialLicenses: 2, expiresOn: '2026-04-01' }
  const { id } = (await added(api, { name: 'Far away', code: 'FAR-AWAY', plan })).body
  const own = await world.addPerson({
    providerId: world.first.providerId,
    organizationId: id,
    role: 'customer_administrator',
    reach: 'subtree',
  })
  const left = async (by = api) => (await by.call(getCustomerLicenses, { params: { id: id as never } })).body.trial
  expect(await left()).toMatchObject({ daysLeft: 1 })
  const settings = (await api.call(getProviderSettings)).body
  const zone = (timeZone: string) =>
    api.call(updateProviderSettings, { body: { ...settings, timeZone } }, { ifMatch: '*' })
  expect((await zone('Asia/Tokyo')).status).toBe(200)
  expect(await left()).toMatchObject({ daysLeft: 0 })
  // Its own people are not told the plan.
  expect(await left(own.api)).toMatchObject({ daysLeft: null })
  await zone('UTC')
})

it('a purchase that has ended by the day alone stands in the way of no other one, though nobody has renewed the pool yet', async () => {
  later('2026-04-02')
  const { id } = (await added(api, { name: 'Midnight', code: 'MIDNIGHT' })).body
  const phone = (name: string) =>
    api.call(createDevice, { body: { organizationId: id, name, class: 'phone' } as never })
  await buy({ type: 'mobile_devices', startsOn: '2026-04-01', endsOn: '2026-04-02' })
  expect((await phone('kept')).status).toBe(201)
  later('2026-04-03')
  // Another type is bought, corrected and removed; each says nothing of the phones.
  const bought = await buy({ type: 'non_it_assets', startsOn: '2026-04-01' })
  expect(bought.status, bought.raw.body).toBe(201)
  expect(await pool('mobile_devices')).toMatchObject({ owned: 0, used: 1, overBy: 1 })
  const params = { id: bought.body.id }
  const less = await api.call(updateLicensePurchase, { params, body: { quantity: 1 } }, { ifMatch: '*' })
  expect(less.status, less.raw.body).toBe(200)
  const none = await api.call(deleteLicensePurchase, { params, query: {} }, { ifMatch: '*' })
  expect(none.status).toBe(204)
})

it('the use of each day comes from the ledger, and a forecast from two weeks of it on', async () => {
  const seen = async () =>
    (await api.call(getLicensePoolHistory)).body.items.find(({ type }) => type === 'performance_monitors')
  const { id } = (await added(api, { name: 'Growing', code: 'GROWING' })).body
  later('2026-04-02')
  await buy({ type: 'non_it_assets', startsOn: '2026-04-02', quantity: 100 })
  const thing = () => api.call(createDevice, { body: { organizationId: id, name: 'chair', class: 'non_it_asset' } })
  const chairs = async () =>
    (await api.call(getLicensePoolHistory)).body.items.find(({ type }) => type === 'non_it_assets')
  for (const day of Array.from({ length: 20 }, (_, index) => `2026-04-${String(index + 2).padStart(2, '0')}`)) {
    later(day)
    await thing()
  }
  const history = await chairs()
  expect(history?.points.slice(-3)).toEqual([
    { day: '2026-04-19', used: 18 },
    { day: '2026-04-20', used: 19 },
    { day: '2026-04-21', used: 20 },
  ])
  expect(history?.hasEnoughDays).toBe(true)
  expect(history?.forecast?.perDay).toBeGreaterThan(0.3)
  expect(history?.forecast?.runsOutOn && history.forecast.runsOutOn > '2026-05-01').toBe(true)
  expect((await seen())?.forecast).toBeNull()
  // What ends and begins meanwhile is part of it: 20 are in use, and from May 1 on no more are owned. What ended before the
  // days that are told is none of it, nor is what another purchase goes on with.
  await buy({ type: 'non_it_assets', startsOn: '2025-01-01', endsOn: '2025-12-31', quantity: 3 })
  await buy({ type: 'non_it_assets', startsOn: '2026-05-20', endsOn: '2026-05-31', quantity: 4 })
  await buy({ type: 'non_it_assets', startsOn: '2026-06-01', quantity: 4 })
  await buy({ type: 'non_it_assets', startsOn: '2026-05-10', endsOn: '9999-12-31', quantity: 7 })
  const { items } = (await api.call(listLicensePurchases, { query: { q: 'Non-IT' } })).body
  const params = { id: items.find(({ quantity }) => quantity === 100)?.id as never }
  await api.call(updateLicensePurchase, { params, body: { quantity: 100, endsOn: '2026-04-30' } }, { ifMatch: '*' })
  const ended = await chairs()
  expect(ended?.owned).toEqual([
    { day: '2026-01-01', count: 0 },
    { day: '2026-04-02', count: 100 },
    { day: '2026-05-01', count: 0 },
    { day: '2026-05-10', count: 7 },
    { day: '2026-05-20', count: 11 },
  ])
  expect(ended?.taken).toBe(20)
  expect(ended?.forecast).toMatchObject({ runsOutOn: '2026-05-01', earliest: '2026-05-01', latest: '2026-05-01' })
  // What is set aside is taken, used or not.
  const body = { mode: 'allocated' as const, types: [{ type: 'non_it_assets', limit: 60, overage: 0 }] }
  await api.call(setCustomerLicenses, { params: { id }, body }, { ifMatch: '*' })
  expect((await chairs())?.taken).toBe(60)
})

it('a trial stops growing after its last day, and grows on where it is extended (RI6)', async () => {
  later('2026-05-01')
  await buy({ startsOn: '2026-05-01', quantity: 50 })
  const plan = { kind: 'trial' as const, trialLicenses: 3, expiresOn: '2026-05-10' }
  const { id } = (await added(api, { name: 'Trying', code: 'TRYING', plan })).body
  expect((await box(id)).status).toBe(201)
  later('2026-05-10')
  await runTask(world, renewPoolsTask)
  expect((await box(id)).status).toBe(201)
  later('2026-05-11')
  await runTask(world, renewPoolsTask)
  expect((await box(id)).status).toBe(409)
  const { trial } = (await api.call(getCustomerLicenses, { params: { id: id as never } })).body
  expect(trial).toEqual({ limit: 0, used: 2, free: 0, overBy: 2, daysLeft: -1 })
  const more = { plan: { ...plan, trialLicenses: 10 } }
  const changed = await api.call(updateCustomer, { params: { id: id as never }, body: more }, { ifMatch: '*' })
  expect(changed.status, changed.raw.body).toBe(200)
  expect((await box(id)).status).toBe(409)
  const extended = { plan: { ...plan, expiresOn: '2026-06-10' } }
  expect(
    (await api.call(updateCustomer, { params: { id: id as never }, body: extended }, { ifMatch: '*' })).status,
  ).toBe(200)
  expect((await box(id)).status).toBe(201)
  await runTask(world, renewPoolsTask)
  expect((await api.call(getCustomerLicenses, { params: { id: id as never } })).body.trial).toMatchObject({
    limit: 3,
    used: 3,
  })
})

it('a trial that is bought at the moment of its end stays bought', async () => {
  later('2026-07-01')
  const plan = { kind: 'trial' as const, trialLicenses: 3, expiresOn: '2026-07-10' }
  const { id } = (await added(api, { name: 'Buying', code: 'BUYING', plan })).body
  const buyer = await world.test.owner.connect()
  await buyer.query('BEGIN')
  await buyer.query(
    "UPDATE organizations SET plan_kind = 'purchased', trial_licenses = NULL, plan_expires_on = NULL WHERE id = $1",
    [id],
  )
  await buyer.query(scopeStatements(systemScope(world.first.providerId)))
  await buyer.query(
    `SELECT tenancy.set_license_limits($1, $2, ARRAY[gen_random_uuid()], ARRAY['trial_devices'], ARRAY[NULL]::int[], ARRAY[0], true,
       'plan.changed', now(), NULL, 'Buyer')`,
    [world.first.providerId, id],
  )
  later('2026-07-11')
  const ending = runTask(world, renewPoolsTask)
  const waiting = 'SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))'
  await expect.poll(async () => (await buyer.query(waiting)).rowCount, { timeout: 15_000 }).toBeGreaterThan(0)
  await buyer.query('COMMIT')
  buyer.release()
  await ending
  expect((await api.call(getCustomerLicenses, { params: { id: id as never } })).body.trial).toBeNull()
})

it('whoever keeps the months of all waits for a merge, and holds nothing that it needs', async () => {
  const { id } = (await added(api, { name: 'Merging', code: 'MERGING' })).body
  const { providerId } = world.first
  // As a merge does: the tree alone, the customer, and then its months.
  const merging = await world.test.owner.connect()
  await merging.query("BEGIN; SET LOCAL lock_timeout = '500ms'")
  await merging.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [lockSpaces.trees, providerId])
  await merging.query('SELECT FROM organizations WHERE id = $1 FOR UPDATE', [id])
  const scope = systemScope(providerId)
  const keeping = world.installation.database.within(scope, (tx) =>
    keepMonths({
      tx,
      clock: { now: () => time.now },
      actor: { kind: 'system', name: 'Keeper', scope },
      origin: { id: newId(), source: null },
    }),
  )
  const waiting = 'SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))'
  await expect.poll(async () => (await merging.query(waiting)).rowCount, { timeout: 15_000 }).toBeGreaterThan(0)
  try {
    await merging.query(
      `INSERT INTO license_months (provider_id, organization_id, month, time_zone, basis)
       VALUES ($1, $2, date_trunc('month', $3::timestamptz AT TIME ZONE 'UTC'), 'UTC', 'peak')`,
      [providerId, id, time.now],
    )
  } finally {
    await merging.query('COMMIT')
    merging.release()
  }
  await keeping
})

it('a provider whose pool cannot be renewed stops no other one', async () => {
  const [failing, other] = [world.first.providerId, world.second]
  expect(failing < other.providerId).toBe(true)
  later('2026-07-20')
  const bought = { type: 'it_assets', quantity: 7, startsOn: '2026-07-21' }
  await other.admin.api.call(createLicensePurchase, { body: bought })
  await world.test.owner.query(
    `INSERT INTO license_purchases (provider_id, id, organization_id, type, quantity, starts_on, reference, created_at, updated_at)
     VALUES ($1, gen_random_uuid(), $1, 'users', 999999, '2026-07-21', 'too many', now(), now())`,
    [failing],
  )
  await world.test.owner.query(
    'ALTER TABLE license_counters ADD CONSTRAINT never_so_many CHECK (limit_count IS DISTINCT FROM 999999) NOT VALID',
  )
  later('2026-07-21')
  await expect(runTask(world, renewPoolsTask)).rejects.toThrow('never_so_many')
  await world.test.owner.query("DELETE FROM license_purchases WHERE reference = 'too many'")
  await world.test.owner.query('ALTER TABLE license_counters DROP CONSTRAINT never_so_many')
  const owned = (await other.admin.api.call(getLicensePool)).body.items.find(({ type }) => type === 'it_assets')?.owned
  expect(owned).toBe(7)
})

it('what a type counts once it is switched on is no growth, and nothing is known of it before (EC4)', async () => {
  later('2026-08-01')
  const { id } = (await added(api, { name: 'Still', code: 'STILL' })).body
  await buy({ startsOn: '2026-08-01', quantity: 50 })
  for (let n = 0; n < 3; n++)
    expect(
      (await api.call(createDevice, { body: { organizationId: id, name: 'box', class: 'computer' } })).status,
    ).toBe(201)
  later('2026-08-20')
  await api.call(updateLicenseType, { params: { code: 'computers' }, body: { isOn: true } }, { ifMatch: '*' })
  await buy({ type: 'computers', startsOn: '2026-08-01', quantity: 100 })
  const computers = async () =>
    (await api.call(getLicensePoolHistory)).body.items.find(({ type }) => type === 'computers')
  const used = (await pool('computers'))?.used
  expect(await computers()).toMatchObject({ points: [{ day: '2026-08-20', used }], hasEnoughDays: false })
  later('2026-09-10')
  const known = await computers()
  expect(known?.points).toHaveLength(22)
  expect(known?.forecast).toMatchObject({ perDay: 0, runsOutOn: null })
  // Nor of when it was counted before it was switched off.
  for (const isOn of [false, true])
    await api.call(
      updateLicenseType,
      { params: { code: 'computers' }, body: { isOn, confirm: true } },
      { ifMatch: '*' },
    )
  expect((await computers())?.points).toEqual([{ day: '2026-09-10', used }])
})

it('an import that runs out of licenses in the middle brings in what fits, and tells each row that does not', async () => {
  await buy({ type: 'users', quantity: 2, startsOn: '2026-01-01' })
  const used = (await pool('users'))?.used ?? 0
  await buy({ type: 'users', quantity: used, startsOn: '2026-01-01' })
  const rows = [1, 2, 3, 4].map((n) => `Short ${n},SHORT${n},Ada,ada-${n}@short.example`)
  const done = await imported(
    world,
    world.first.providerId,
    world.first.admin,
    `Name,Code,Administrator first name,Administrator email\n${rows.join('\n')}\nPlain,SHORTPLAIN,,\n`,
  )
  expect(done).toMatchObject({ progress: { created: 3, failed: 2 } })
  const { items } = (await api.call(listImportProblems, { params: { id: done.id } })).body
  expect(items.map(({ row, code }) => `${row} ${code}`)).toEqual(['4 license_exhausted', '5 license_exhausted'])
  expect(await pool('users')).toMatchObject({ free: 0, overBy: 0 })
  expect(await verifyLicenses(world.installation.database, [world.first.providerId])).toEqual([])
})

it('a counter that somebody has changed behind the product’s back is found, and the daily job alarms', async () => {
  const { providerId } = world.first
  const { rows } = await world.test.owner.query(
    "UPDATE license_counters SET used = used + 1, demand = demand + 1 WHERE provider_id = $1 AND type = 'it_assets' AND used > 0 AND organization_id <> $1 RETURNING organization_id, used",
    [providerId],
  )
  expect(rows.length).toBeGreaterThan(0)
  const found = await verifyLicenses(world.installation.database, [providerId, world.second.providerId])
  const { organization_id, used } = rows[0]
  const told = found.filter(({ organizationId }) => organizationId === organization_id)
  expect(told).toEqual([
    {
      providerId,
      organizationId: organization_id,
      type: 'it_assets',
      what: 'live things',
      kept: used,
      counted: used - 1,
    },
    { providerId, organizationId: organization_id, type: 'it_assets', what: 'ledger', kept: used, counted: used - 1 },
  ])
  expect(found.some(({ what }) => what === 'demand')).toBe(true)
  expect(await runTask(world, verifyLicensesTask)).toEqual(found.map((each) => ({ event: 'licenses.differ', ...each })))
})
