/** Rules that license waiting devices. */
import { createDevice, listDevices } from '@tenantry/contract/devices.ts'
import {
  createEnrollmentToken,
  enrollDevices,
  listEnrollmentTokens,
  revokeEnrollmentToken,
} from '@tenantry/contract/enrollments.ts'
import { listLicenseLedger } from '@tenantry/contract/license-ledger.ts'
import { createLicensePurchase, updateLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import {
  createLicenseRule,
  deleteLicenseRule,
  getLicenseRule,
  listLicenseRules,
  runLicenseRules,
  updateLicenseRule,
} from '@tenantry/contract/license-rules.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { forgetSeenDevice, licenseSeenDevices, listSeenDevices } from '@tenantry/contract/seen-devices.ts'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { lockSpaces } from '../../platform/database/advisory-lock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added, problems } from '../customers/customers.fixture.ts'
import { verifyLicenses } from '../licenses/public.ts'
import { runTask } from '../lifecycle/lifecycle.fixture.ts'
import { licenseWaitingTask } from './public.ts'

let world: World
let api: HttpCaller
let purchaseId: string
let partnerId: string
let below: string
let other: string

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
  const bought = await api.call(createLicensePurchase, {
    body: { type: 'it_assets', quantity: 1, startsOn: '2020-01-01' },
  })
  purchaseId = bought.body.id
  partnerId = world.first.partnerId
  below = world.first.partnerCustomerId
  // From here on nothing is left.
  const body = { organizationId: world.first.providerId as never, name: 'Rack', class: 'server' } as const
  await api.call(createDevice, { body })
  other = (await added(api, { name: 'Other', code: 'OTHER' })).body.id
})
afterAll(() => world.close())

beforeEach(async () => {
  const { owner } = world.test
  await owner.query('DELETE FROM license_rules')
  await owner.query('DELETE FROM seen_devices')
})

const own = (quantity: number) =>
  api.call(updateLicensePurchase, { params: { id: purchaseId }, body: { quantity, confirm: true } }, { ifMatch: '*' })

let count = 0
/** Lets devices wait at a customer; their names tell them apart. */
async function seen(organizationId: string, devices: object[]) {
  const { token } = (
    await api.call(createEnrollmentToken, {
      params: { id: organizationId as never },
      body: { name: 'Site' },
    })
  ).body
  const full = devices.map((device) => ({ hardwareId: `hw-${++count}`, name: 'box', class: 'computer', ...device }))
  const headers = { authorization: `Bearer ${token}` }
  await own(1)
  const { body } = await world.anonymous.call(enrollDevices, { body: { devices: full as never } }, { headers })
  expect(body.items.map(({ code }) => code)).toEqual(devices.map(() => 'license_exhausted'))
}

const rule = (name: string, conditions: object, more: object = {}) =>
  api.call(createLicenseRule, { body: { name, conditions, ...more } as never })
const run = (dryRun = false) => api.call(runLicenseRules, { body: {} }, { dryRun })
const waiting = async () =>
  (await api.call(listSeenDevices, { query: { sort: 'name' } as never })).body.items.map(({ name }) => name)
const names = async () => (await api.call(listLicenseRules)).body.items.map(({ name }) => name)

/** So many as the one that waits, without the time that enrolling them takes. */
const twinsOfSeen = `INSERT INTO seen_devices SELECT (jsonb_populate_record(seen,
    jsonb_build_object('id', gen_random_uuid(), 'hardware_id', 'twin-' || n, 'enrollment_key', 'twin-' || n))).*
  FROM seen_devices seen, generate_series(1, $1) n`

it('leave what is beyond the most of a run to the next one, and do not count it as without a license (RI8)', async () => {
  await seen(other, [{}])
  await world.test.owner.query(twinsOfSeen, [2004])
  await own(5000)
  await rule('All', {})
  expect((await run(true)).body).toMatchObject({ waiting: 2005, licensed: 2000, withoutLicense: 0, leftToNext: 5 })
})

it('license what they hold for in their order, and the ledger names the rule (RI8)', async () => {
  await seen(below, [
    { name: 'desk', maker: 'Dell' },
    { name: 'server', class: 'server', ipAddresses: ['10.1.2.3'] },
  ])
  await seen(other, [{ name: 'lab', ipAddresses: ['10.9.0.1'] }])
  await own(3)
  expect((await run()).body).toMatchObject({ waiting: 3, licensed: 0, rules: [] })
  await rule('Below the partner', { organizationIds: [partnerId], classes: ['computer'] })
  await rule('Servers and the lab', { addressRanges: ['10.9.0.0/16', '10.1.2.0/24'] })
  const tried = await run(true)
  expect(tried.body).toMatchObject({
    waiting: 3,
    licensed: 2,
    withoutLicense: 1,
    rules: [
      { name: 'Below the partner', licensed: 1, devices: [{ name: 'desk' }] },
      { name: 'Servers and the lab', licensed: 1, devices: [{ name: 'server' }] },
    ],
  })
  expect(await waiting()).toEqual(['desk', 'lab', 'server'])
  expect((await run()).body).toEqual({ ...tried.body, rules: expect.anything() })
  expect(await waiting()).toEqual(['lab'])
  const ledger = await api.call(listLicenseLedger, {
    query: { filter: { reason: { eq: 'device.licensed' } } } as never,
  })
  expect(ledger.body.items.map(({ actorName, subject }) => [subject.name, actorName]).sort()).toEqual([
    ['desk', 'Rule “Below the partner”'],
    ['server', 'Rule “Servers and the lab”'],
  ])
  expect((await api.call(listLicenseRules)).body.items.map(({ licensed }) => licensed)).toEqual([1, 1])
  expect(await verifyLicenses(world.installation.database, [world.first.providerId])).toEqual([])
})

it('count in one of two runs at once what both have come upon (RI8)', async () => {
  await seen(other, [{ name: 'one' }, { name: 'two' }])
  await own(100)
  await rule('All', {})
  const holder = await world.test.owner.connect()
  try {
    await holder.query('BEGIN')
    await holder.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [
      lockSpaces.licenseRules,
      world.first.providerId,
    ])
    const { rows } = await holder.query('SELECT pg_backend_pid() AS pid')
    const runs = Promise.all([run(), run()])
    const blocked = 'SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))'
    await vi.waitFor(
      async () => expect((await world.test.owner.query(blocked, [rows[0].pid])).rowCount).toBe(2),
      30_000,
    )
    await holder.query('COMMIT')
    const figures = (await runs).map(({ body }) => [body.waiting, body.licensed, body.withoutLicense])
    expect(figures.sort()).toEqual([
      [0, 0, 0],
      [2, 2, 0],
    ])
  } finally {
    await holder.query('ROLLBACK')
    holder.release()
  }
})

it('tell of what no license would change apart from what has none (RI8)', async () => {
  await seen(below, [{ name: 'shut', maker: 'Dell' }])
  await seen(other, [{ name: 'poor', maker: 'Dell' }])
  await own(0)
  await rule('All', {})
  const status = (value: string) =>
    world.test.owner.query('UPDATE organizations SET status = $1 WHERE id = $2', [value, below])
  await status('suspended')
  for (const isTried of [true, false])
    expect((await run(isTried)).body).toMatchObject({
      waiting: 2,
      licensed: 0,
      takingNothingNew: 1,
      withoutLicense: 1,
    })
  await status('active')
})

it.each([
  { conditions: {}, holds: ['aa', 'bb', 'cc'] },
  { conditions: { makers: ['HEWLETT packard', 'Dell'] }, holds: ['aa', 'bb'] },
  { conditions: { makers: ['hewlett packard'], classes: ['server'] }, holds: [] },
  { conditions: { addressRanges: ['2001:db8::/32'] }, holds: ['bb'] },
  { conditions: { addressRanges: ['0.0.0.0/0'] }, holds: ['aa'] },
  { conditions: { addressRanges: ['192.0.2.129/25'] }, holds: [] },
])('hold where all conditions do: $conditions', async ({ conditions, holds }) => {
  await seen(below, [
    { name: 'aa', maker: 'Hewlett  Packard'.replace('  ', ' '), ipAddresses: ['192.0.2.7'] },
    { name: 'bb', maker: 'DELL', ipAddresses: ['2001:db8::7'] },
    { name: 'cc', class: 'printer' },
  ])
  await own(1000)
  await rule('It', conditions)
  const { body } = await run(true)
  expect(body.rules[0]?.devices.map(({ name }) => name).sort()).toEqual(holds)
})

it('license what waits on purpose, while there are licenses', async () => {
  await own(1000)
  const made = await api.call(createEnrollmentToken, {
    params: { id: below as never },
    body: { name: 'Later', license: 'wait' },
  })
  const headers = { authorization: `Bearer ${made.body.token}` }
  const devices = [{ name: 'patient', hardwareId: `hw-${++count}` }] as never
  await world.anonymous.call(enrollDevices, { body: { devices } }, { headers })
  expect(await waiting()).toEqual(['patient'])
  await rule('All', {})
  expect((await run()).body).toMatchObject({ licensed: 1 })
  expect(await waiting()).toEqual([])
})

it('run by themselves, and leave alone those that are off', async () => {
  await rule('Off', {}, { isOn: false })
  await seen(below, [{ name: 'waits' }])
  await own(1000)
  await runTask(world, licenseWaitingTask, { providerId: world.first.providerId })
  expect(await waiting()).toEqual(['waits'])
  await rule('On', { classes: ['computer'] })
  await runTask(world, licenseWaitingTask, { providerId: world.first.providerId })
  expect(await waiting()).toEqual([])
  const { body } = await api.call(listDevices, { query: { q: 'waits' } as never })
  expect(body.items).toHaveLength(1)
})

it('are tried before they are saved, and while they are off; nothing but a dry run does so (RI8)', async () => {
  await seen(below, [
    { name: 'aa', maker: 'Dell' },
    { name: 'bb', class: 'printer' },
    { name: 'cc', maker: 'HP' },
  ])
  await own(1000)
  const first = await rule('First', { makers: ['Dell'] })
  const off = await rule('Off', { classes: ['printer'] }, { isOn: false })
  const tried = async (body: object, dryRun = true) => {
    const answer = await api.call(runLicenseRules, { body: body as never }, { dryRun })
    if (answer.status !== 200) return problems(answer)
    return answer.body.rules.map(({ name, devices }) => [name, ...devices.map((each) => each.name).sort()].join(' '))
  }
  expect(await tried({})).toEqual(['First aa'])
  expect(await tried({ ruleIds: [off.body.id] })).toEqual(['First aa', 'Off bb'])
  const conditions = { classes: ['computer'] }
  expect(await tried({ draft: { name: 'New', conditions } })).toEqual(['First aa', 'New cc'])
  // Nothing is saved, so that nobody need have thought of a name.
  expect(await tried({ draft: { conditions } })).toEqual(['First aa', ' cc'])
  // What is there is tried in its place, as it is to become.
  expect(await tried({ draft: { id: first.body.id, name: 'Wider', conditions } })).toEqual(['Wider aa cc'])
  expect(await tried({ draft: { id: first.body.id, conditions } })).toEqual(['First aa cc'])
  expect(await tried({ draft: { id: off.body.id, name: 'Off', conditions } })).toEqual(['First aa', 'Off cc'])
  expect(await waiting()).toEqual(['aa', 'bb', 'cc'])
  expect(await names()).toEqual(['First', 'Off'])
  expect(await tried({ draft: { name: 'New', conditions } }, false)).toEqual(['draft: dry_run_only'])
  expect(await tried({ ruleIds: [off.body.id] }, false)).toEqual(['ruleIds: dry_run_only'])
  const strange = '01890000-0000-7000-8000-000000000009'
  expect(await tried({ ruleIds: [strange], draft: { id: strange, name: 'New', conditions } })).toEqual([
    'ruleIds.0: unknown_reference',
    'draft.id: unknown_reference',
  ])
  expect(
    await tried({ draft: { name: 'New', conditions: { classes: ['none_such'], organizationIds: [strange] } } }),
  ).toEqual(['draft.conditions.classes.0: class_unknown', 'draft.conditions.organizationIds.0: unknown_reference'])
  expect(await waiting()).toEqual(['aa', 'bb', 'cc'])
})

it('are kept in an order, changed by one at a time, and deleted', async () => {
  const one = await rule('One', {})
  await rule('Two', {})
  await rule('Zero', {}, { position: 1 })
  expect(await names()).toEqual(['Zero', 'One', 'Two'])
  const params = { id: one.body.id }
  const read = await api.call(getLicenseRule, { params })
  expect(read.body).toMatchObject({ name: 'One', position: 2, isOn: true })
  const moved = await api.call(
    updateLicenseRule,
    { params, body: { position: 3, isOn: false } },
    { ifMatch: read.etag },
  )
  expect(moved.body).toMatchObject({ position: 3, isOn: false })
  expect(await names()).toEqual(['Zero', 'Two', 'One'])
  const stale = await api.call(updateLicenseRule, { params, body: { name: 'Uno' } }, { ifMatch: read.etag })
  expect(stale.status).toBe(412)
  expect((await api.call(deleteLicenseRule, { params }, { ifMatch: moved.etag })).status).toBe(204)
  expect(await names()).toEqual(['Zero', 'Two'])
  expect((await api.call(getLicenseRule, { params })).status).toBe(404)
})

it.each([
  { conditions: { classes: ['toaster'] }, path: 'conditions.classes.0' },
  { conditions: { addressRanges: ['10.0.0.0/33'] }, path: 'conditions.addressRanges.0' },
  { conditions: { addressRanges: ['10.0.0.0'] }, path: 'conditions.addressRanges.0' },
  { conditions: { organizationIds: ['01912d68-783e-7a3f-8e1c-9a6a5b1c2d3e'] }, path: 'conditions.organizationIds.0' },
  { conditions: { color: 'red' }, path: 'conditions.color' },
])('refuse what nothing can hold for: $path', async ({ conditions, path }) => {
  const { status, problem } = await rule('Wrong', conditions)
  expect(status).toBe(422)
  expect(problem.errors).toMatchObject([{ path }])
})

it('are the provider’s alone', async () => {
  await rule('Secret', {})
  for (const { api: caller } of [world.first.technician, world.first.partnerAdmin])
    expect((await caller.call(listLicenseRules)).status).toBe(403)
  expect((await world.second.admin.api.call(listLicenseRules)).body.items).toEqual([])
})

it('license no more of what a token lets wait than it may add; a person may (RI8)', async () => {
  await own(40)
  const made = async (body: object) =>
    (
      await api.call(createEnrollmentToken, {
        params: { id: other as never },
        body: { name: 'Capped', ...body } as never,
      })
    ).body
  const send = async (token: string, classes: string[]) => {
    const devices = classes.map((kind) => ({ hardwareId: `cap-${++count}`, name: `cap ${count}`, class: kind }))
    await world.anonymous.call(enrollDevices, { body: { devices } }, { headers: { authorization: `Bearer ${token}` } })
  }
  const added = async () => {
    const { body } = await api.call(listEnrollmentTokens, { params: { id: other as never } })
    return body.items.filter(({ name }) => name === 'Capped').map(({ devices }) => devices)
  }
  const reasons = async () =>
    (await api.call(listSeenDevices, { query: { sort: 'name' } as never })).body.items.map(({ reason }) => reason)
  const waits = await made({ license: 'wait', mostDevices: 2 })
  await send(waits.token, ['server', 'server', 'server'])
  const takes = await made({ mostDevices: 1 })
  await send(takes.token, ['server', 'server'])
  expect(await reasons()).toEqual(['on_purpose', 'on_purpose', 'on_purpose', 'token_used_up'])
  await rule('All', {})
  const tried = await run(true)
  expect(tried.body).toMatchObject({ waiting: 4, licensed: 2, withoutLicense: 0, tokenUsedUp: 2 })
  expect((await run()).body).toMatchObject({ waiting: 4, licensed: 2, withoutLicense: 0, tokenUsedUp: 2 })
  expect(await added()).toEqual([1, 2])
  expect(await reasons()).toEqual(['token_used_up', 'token_used_up'])
  expect((await run()).body).toMatchObject({ licensed: 0 })
  // Without the token nobody knows how many it could still add.
  await api.call(revokeEnrollmentToken, { params: { id: other as never, tokenId: takes.id } })
  expect((await reasons()).sort()).toEqual(['token_revoked', 'token_used_up'])
  expect((await run()).body).toMatchObject({ licensed: 0, tokenUsedUp: 1, tokenRevoked: 1 })
  const ids = (await api.call(listSeenDevices, { query: {} })).body.items.map(({ id }) => id)
  const byHand = await api.call(licenseSeenDevices, { body: { ids } })
  expect(byHand.body.items.map(({ code }) => code)).toEqual([null, null])
  expect(await added()).toEqual([3])

  // Neither do those that wait for a license, or on purpose, once their token has gone with its number.
  const leaked = await made({ license: 'wait', mostDevices: 2 })
  await send(leaked.token, ['server', 'server', 'server'])
  await api.call(revokeEnrollmentToken, { params: { id: other as never, tokenId: leaked.id } })
  expect(await reasons()).toEqual(['token_revoked', 'token_revoked', 'token_revoked'])
  expect((await run()).body).toMatchObject({ waiting: 3, licensed: 0, tokenUsedUp: 0, tokenRevoked: 3 })
  for (const seen of (await api.call(listSeenDevices, { query: {} })).body.items)
    await api.call(forgetSeenDevice, { params: { id: seen.id } })

  // What there is no license for leaves its place to the next of the token.
  const setLimit = (limit: number) =>
    api.call(
      setCustomerLicenses,
      {
        params: { id: other as never },
        body: { mode: 'allocated', types: [{ type: 'mobile_devices', limit, overage: 0 }] },
      },
      { ifMatch: '*' },
    )
  await setLimit(0)
  // That one token is used up keeps back no device of another one, in none of the pieces of a run, and each piece counts.
  const spent = await made({ mostDevices: 1 })
  await send(spent.token, ['server', 'server'])
  const mixed = await made({ license: 'wait', mostDevices: 1 })
  await send(mixed.token, ['phone', 'phone', 'server', 'server'])
  for (const isTried of [true, false])
    expect((await run(isTried)).body).toMatchObject({ waiting: 5, licensed: 1, withoutLicense: 2, tokenUsedUp: 2 })
  expect((await reasons()).sort()).toEqual(['on_purpose', 'on_purpose', 'token_used_up', 'token_used_up'])
  await api.call(
    setCustomerLicenses,
    { params: { id: other as never }, body: { mode: 'unlimited', types: [] } },
    { ifMatch: '*' },
  )
  // Rules are pieces of their own: a dry run, which takes each back, knows what the one before has taken of a token.
  await world.test.owner.query('DELETE FROM seen_devices')
  const shared = await made({ license: 'wait', mostDevices: 1 })
  await send(shared.token, ['phone', 'server'])
  await rule('Phones first', { classes: ['phone'] }, { position: 1 })
  for (const isTried of [true, false])
    expect((await run(isTried)).body).toMatchObject({ waiting: 2, licensed: 1, withoutLicense: 0, tokenUsedUp: 1 })
  expect(await verifyLicenses(world.installation.database, [world.first.providerId])).toEqual([])
})
