/**
 * That all who lock counters of licenses do so in one order, and that a deadlock is shown to nobody. Somebody holds what
 * comes first in that order and then asks for what comes later: whoever has that already, and waits for the first, has not
 * kept the order.
 */
import { createBulkChange, getBulkChange, undoBulkChange } from '@tenantry/contract/bulk-changes.ts'
import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { createEnrollmentToken, enrollDevices } from '@tenantry/contract/enrollments.ts'
import { getImport, undoImport } from '@tenantry/contract/imports.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { createLicenseRule, getLicenseRule, runLicenseRules } from '@tenantry/contract/license-rules.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import { sql } from 'kysely'
import type { PoolClient } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { newId, systemClock } from '../../platform/clock/clock.ts'
import { lockSpaces } from '../../platform/database/advisory-lock.ts'
import type { Context } from '../../platform/http/context.ts'
import { scopeStatements, systemScope } from '../../platform/tenancy/scope.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { runBulkChangeTask } from '../bulk-changes/public.ts'
import { added } from '../customers/customers.fixture.ts'
import { imported, runJob } from '../imports/imports.fixture.ts'
import { verifyLicenses } from '../licenses/public.ts'
import { runTask } from '../lifecycle/lifecycle.fixture.ts'
import { holdLicenses } from './hold-licenses.ts'
import {
  type HeldLicenses,
  type LicenseChange,
  writeChanges,
  writeLimits,
  writeThatFit,
} from './license-counts.queries.ts'

let world: World
let api: HttpCaller
let holder: PoolClient
let homes = 0

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
  await api.call(createLicensePurchase, { body: { type: 'it_assets', quantity: 1_000, startsOn: '2020-01-01' } })
})
afterAll(() => world.close())
beforeEach(async () => {
  holder = await world.test.owner.connect()
  // In the right order it never waits; in the wrong one it fails before the database would choose one of the two.
  await holder.query("BEGIN; SET LOCAL lock_timeout = '500ms'")
})
afterEach(async () => {
  await holder.query('ROLLBACK')
  holder.release()
})

const customer = async (more: object = {}) =>
  (await added(api, { name: `Locked ${++homes}`, code: `LOCK${homes}`, ...more })).body.id
const box = (organizationId: string, deviceClass = 'server') =>
  api.call(createDevice, { body: { organizationId, name: 'box', class: deviceClass } as never })

const lock = 'SELECT type FROM license_counters WHERE organization_id = $1 AND type = $2 FOR UPDATE'
const hold = (organizationId: string, type = 'it_assets') => holder.query(lock, [organizationId, type])
/** As a single thing does where its type was never used. */
const add = (organizationId: string, type: string) =>
  holder.query('INSERT INTO license_counters (provider_id, organization_id, type) VALUES ($1, $2, $3)', [
    world.first.providerId,
    organizationId,
    type,
  ])

/** Who waits for the holder. */
async function waitingForHolder(): Promise<number[]> {
  const { rows } = await holder.query('SELECT pg_backend_pid() AS pid')
  const waiting = await world.test.owner.query(
    'SELECT pid FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))',
    [rows[0].pid],
  )
  return waiting.rows.map(({ pid }) => pid)
}

/** Waits until somebody does. */
async function isWaitedFor(): Promise<void> {
  await vi.waitFor(async () => expect(await waitingForHolder()).not.toEqual([]), 30_000)
}

/** Does something while the first is held, then asks for the second; whoever has it already has not kept the order. */
async function inOrder<Result>(asked: () => Promise<Result>, then: () => Promise<unknown>): Promise<Result> {
  const answer = asked()
  await Promise.race([
    isWaitedFor(),
    answer.then((early) =>
      Promise.reject(new TypeError(`Waited for nobody: ${(early as { raw?: { body: string } }).raw?.body}`)),
    ),
  ])
  await then()
  await holder.query('COMMIT')
  return answer
}

const within = <Result>(work: (context: Context) => Promise<Result>, dryRun = false) =>
  world.installation.database.within(
    systemScope(world.first.providerId),
    (tx) =>
      work({
        tx,
        actor: { kind: 'system', name: 'Somebody', scope: systemScope(world.first.providerId) },
        clock: systemClock,
        origin: { id: newId(), source: null },
      }),
    { dryRun },
  )
const take = (organizationId: string, type: string, id: string = newId()): LicenseChange => {
  return { organizationId, type, count: 1, subject: { kind: 'device', id, name: null } }
}

describe('a type that is used for the first time', () => {
  it('is added in its turn by whoever changes many', async () => {
    const [id, other] = [await customer(), await customer()]
    await box(id)
    await hold(id)
    // More than one organization, so that it goes the way of many.
    const many = [take(id, 'it_assets'), take(id, 'mobile_devices'), take(other, 'it_assets')]
    await inOrder(
      () => within((context) => writeChanges(context, 'device.created', many)),
      () => add(id, 'mobile_devices'),
    )
  })

  it('is added in its turn by whoever sets limits', async () => {
    const id = await customer()
    await box(id)
    await hold(id)
    const limits = ['it_assets', 'mobile_devices'].map((type) => ({ type, limit: 3, overage: 0 }))
    await inOrder(
      () => within((context) => writeLimits(context, id, limits, { reason: 'limits.changed', isConfirmed: true })),
      () => add(id, 'mobile_devices'),
    )
  })
})

it('limits are kept in the order of their types, however they lie in the table', async () => {
  const id = await customer()
  const limited = `INSERT INTO license_counters (provider_id, organization_id, type, limit_count) VALUES ($1, $2, $3, 1)`
  for (const type of ['users', 'it_assets']) await world.test.owner.query(limited, [world.first.providerId, id, type])
  await hold(id)
  const someone = await world.test.owner.connect()
  // As they lie in the table.
  const ways = ['indexscan', 'bitmapscan', 'indexonlyscan'].map((way) => `SET LOCAL enable_${way} = off`)
  await someone.query(['BEGIN', scopeStatements(systemScope(world.first.providerId)), ...ways].join(';'))
  const keep = 'SELECT tenancy.keep_license_limits($1, $2, true)'
  await inOrder(
    () => someone.query(keep, [world.first.providerId, id]),
    () => hold(id, 'users'),
  )
  await someone.query('ROLLBACK')
  someone.release()
})

it('what is taken in parts is locked in its order before the first of them', async () => {
  const partnerId = await customer({ type: 'partner' })
  const below = await customer({ type: 'partner', parentId: partnerId })
  const [flat, full, deep] = [
    await customer(),
    await customer({ parentId: below }),
    await customer({ parentId: partnerId }),
  ]
  await Promise.all([flat, deep].map((id) => box(id)))
  const none = { mode: 'allocated', types: [{ type: 'mobile_devices', limit: 0, overage: 0 }] } as never
  await api.call(setCustomerLicenses, { params: { id: full as never }, body: none }, { ifMatch: '*' })
  // All together are refused at the deepest; then the first goes as far as the provider, and the third begins below it.
  const parts = [take(flat, 'it_assets'), take(full, 'mobile_devices'), take(deep, 'it_assets')]
  await hold(partnerId)
  const refused = await inOrder(
    () => within((context) => writeThatFit(context, 'device.created', parts)),
    () => hold(world.first.providerId),
  )
  expect(refused.map(({ id }) => id)).toEqual([parts[1]?.subject.id])
})

it('a type that is used for the first time is added in its turn where others are taken in parts', async () => {
  const partnerId = await customer({ type: 'partner' })
  const [flat, full, deep] = [await customer(), await customer(), await customer({ parentId: partnerId })]
  await box(flat)
  const none = { mode: 'allocated', types: [{ type: 'mobile_devices', limit: 0, overage: 0 }] } as never
  await api.call(setCustomerLicenses, { params: { id: full as never }, body: none }, { ifMatch: '*' })
  const parts = [take(flat, 'it_assets'), take(full, 'mobile_devices'), take(deep, 'it_assets')]
  await add(deep, 'it_assets')
  const refused = await inOrder(
    () => within((context) => writeThatFit(context, 'device.created', parts)),
    () => hold(world.first.providerId),
  )
  expect(refused.map(({ id }) => id)).toEqual([parts[1]?.subject.id])
})

describe('what is tried out beside others', () => {
  it('a merge locks what lies deeper first', async () => {
    const partnerId = await customer({ type: 'partner' })
    const [flat, deep] = [await customer(), await customer({ parentId: partnerId })]
    await Promise.all([box(flat), box(deep)])
    await hold(partnerId)
    const { status } = await inOrder(
      () =>
        api.call(
          mergeCustomer,
          { params: { id: flat as never }, body: { intoId: deep as never } },
          { dryRun: true, ifMatch: '*' },
        ),
      () => hold(world.first.providerId),
    )
    expect(status).toBe(200)
  })

  it('a check of a file locks what its next rows take before what the ones before would have taken', async () => {
    const [before, next] = [await customer(), await customer()]
    await Promise.all([box(before), box(next)])
    await hold(next)
    await inOrder(
      () =>
        within((context) =>
          holdLicenses(
            context,
            [{ organizationId: before, type: 'it_assets', count: 1 }],
            [{ organizationId: next, type: 'it_assets' }],
          ),
        ),
      () => hold(world.first.providerId),
    )
  })

  it('a check of a file finds what its rows before would have given back, as far as it is still in use', async () => {
    const id = await customer()
    await box(id)
    const limits = { mode: 'allocated' as const, types: [{ type: 'it_assets', limit: 1, overage: 0 }] }
    await api.call(setCustomerLicenses, { params: { id: id as never }, body: limits }, { ifMatch: '*' })
    const refused = (held: HeldLicenses[]) =>
      within(async (context) => {
        await holdLicenses(context, held, [{ organizationId: id, type: 'it_assets' }])
        return (await writeThatFit(context, 'device.created', [take(id, 'it_assets')])).length
      }, true)
    expect(await refused([])).toBe(1)
    // Somebody else has given back some of them meanwhile.
    expect(await refused([{ organizationId: id, type: 'it_assets', count: -3 }])).toBe(0)
  })

  it('a move locks what lies deeper first', async () => {
    const partnerId = await customer({ type: 'partner' })
    const below = await customer({ type: 'partner', parentId: partnerId })
    const [flat, deep] = [await customer(), await customer({ parentId: below })]
    await Promise.all([box(flat), box(deep)])
    await hold(below)
    const { status } = await inOrder(
      () =>
        api.call(
          moveOrganization,
          { params: { id: flat as never }, body: { parentId: below as never } },
          { dryRun: true, ifMatch: '*' },
        ),
      () => hold(flat),
    )
    expect(status).toBe(200)
  })
})

describe('what is changed one by one in a piece', () => {
  const { admin, providerId } = { admin: () => world.first.admin, providerId: () => world.first.providerId }
  /** A customer of the provider and one of a partner, each with a device; in a piece the first one's comes first. */
  async function two() {
    const partnerId = await customer({ type: 'partner' })
    const path = `LOCK${homes}`
    const flat = { id: await customer(), code: `LOCK${homes}` }
    const deep = { id: await customer({ parentId: partnerId }), code: `${path}/LOCK${homes}` }
    const ids = [(await box(flat.id)).body.id, (await box(deep.id)).body.id]
    return { partnerId, flat, deep, ids }
  }
  const bring = (lines: string[], more: object = {}) =>
    imported(world, providerId(), admin(), lines.join('\n'), { kind: 'devices', ...more })
  async function change(order: object) {
    const body = { list: 'devices', ...order } as never
    const id = (await api.call(createBulkChange, { body })).body.bulkChange?.id as never
    return { id, go: () => goOn(id) }
  }
  const goOn = (id: string) =>
    runTask(world, runBulkChangeTask, {
      providerId: providerId(),
      payload: { bulkChangeId: id, membershipId: admin().membershipId },
    })

  it.each([{ isCheck: false }, { isCheck: true }])(
    'rows of a file are locked in order before: %j',
    async ({ isCheck }) => {
      const { partnerId, flat, deep, ids } = await two()
      const lines = [
        'ID,Customer code,Name,Status',
        `${ids[0]},${flat.code},box,Retired`,
        `${ids[1]},${deep.code},box,Retired`,
      ]
      await hold(partnerId)
      const { progress } = await inOrder(
        () => bring(lines, { existing: 'update', isCheck }),
        () => hold(providerId()),
      )
      expect(progress).toMatchObject({ updated: 2 })
    },
  )

  it('rows of a file that are taken back are locked in order before', async () => {
    const { partnerId, flat, deep } = await two()
    // From the end upwards.
    const { id } = await bring(['Customer code,Name,Class', `${deep.code},deep,server`, `${flat.code},flat,server`])
    const params = { id: id as never }
    expect((await api.call(undoImport, { params })).status).toBe(200)
    await hold(partnerId)
    await inOrder(
      () => runJob(world, { providerId: providerId(), person: admin(), id }),
      () => hold(providerId()),
    )
    expect((await api.call(getImport, { params })).body.progress).toMatchObject({ takenBack: 2 })
  })

  it('trials are locked in order before, where a file changes them and where that is taken back', async () => {
    const trial = { plan: { kind: 'trial', trialLicenses: 5 } }
    const both = [await customer(trial), await customer(trial)].sort()
    const [first = '', second = ''] = both
    const change = (ids: string[], count: number) =>
      bring(['ID,Name,Trial licenses', ...ids.map((id) => `${id},Trial ${id},${count}`)], {
        kind: 'customers',
        existing: 'update',
      })
    await hold(first, 'trial_devices')
    const { progress } = await inOrder(
      () => change([second, first], 6),
      () => hold(second, 'trial_devices'),
    )
    expect(progress).toMatchObject({ updated: 2, failed: 0 })
    const { id } = await change(both, 7)
    const params = { id: id as never }
    expect((await api.call(undoImport, { params })).status).toBe(200)
    await holder.query("BEGIN; SET LOCAL lock_timeout = '500ms'")
    await hold(first, 'trial_devices')
    await inOrder(
      () => runJob(world, { providerId: providerId(), person: admin(), id }),
      () => hold(second, 'trial_devices'),
    )
    expect((await api.call(getImport, { params })).body.progress).toMatchObject({ takenBack: 2 })
  })

  it('devices of a bulk change are locked in order before, and when it is taken back', async () => {
    const { partnerId, ids } = await two()
    const retire = await change({ ids, change: { kind: 'deviceStatus', status: 'retired' } })
    await hold(partnerId)
    await inOrder(retire.go, () => hold(providerId()))
    await holder.query("BEGIN; SET LOCAL lock_timeout = '500ms'")
    expect((await api.call(undoBulkChange, { params: { id: retire.id } })).status).toBe(200)
    await hold(partnerId)
    await inOrder(retire.go, () => hold(providerId()))
    const { body } = await api.call(getBulkChange, { params: { id: retire.id } })
    expect(body).toMatchObject({ state: 'undone', restored: 2 })
  })

  it('devices that are deleted by a bulk change are, too', async () => {
    const { partnerId, ids } = await two()
    const leave = await change({ ids, change: { kind: 'delete' } })
    await hold(partnerId)
    await inOrder(leave.go, () => hold(providerId()))
    expect((await api.call(getBulkChange, { params: { id: leave.id } })).body).toMatchObject({ changed: 2 })
  })

  it('devices that are moved by a bulk change are, with where they come to', async () => {
    const { deep, ids } = await two()
    const organizationId = await customer()
    await box(organizationId)
    const leave = await change({ ids, change: { kind: 'move', organizationId } })
    await hold(deep.id)
    await inOrder(leave.go, () => hold(organizationId))
    expect((await api.call(getBulkChange, { params: { id: leave.id } })).body).toMatchObject({ changed: 2 })
  })

  // Which are noted in whatever order they are found.
  it('waits for devices that report themselves, before any of them is locked', async () => {
    const { ids, flat } = await two()
    const retire = await change({ ids, change: { kind: 'deviceStatus', status: 'retired' } })
    await lockEnrollments('pg_advisory_xact_lock', flat.id)
    await inOrder(retire.go, () => Promise.all(ids.map(lockDevice)))
    expect((await api.call(getBulkChange, { params: { id: retire.id } })).body).toMatchObject({ state: 'done' })
  })

  it('is waited for by devices that report themselves', async () => {
    const { flat } = await two()
    const token = await api.call(createEnrollmentToken, { params: { id: flat.id as never }, body: { name: 'Site' } })
    const headers = { authorization: `Bearer ${token.body.token}` }
    const devices = ['one', 'two'].map((name) => ({ name, hardwareId: `${flat.id} ${name}` }))
    const enroll = () => world.anonymous.call(enrollDevices, { body: { devices: devices as never } }, { headers })
    const ids = (await enroll()).body.items.map(({ deviceId }) => deviceId as string)
    await lockEnrollments('pg_advisory_xact_lock_shared', flat.id)
    const { body } = await inOrder(enroll, () => Promise.all(ids.map(lockDevice)))
    expect(body.items.map(({ result }) => result)).toEqual(['updated', 'updated'])
  })

  const lockDevice = (id: string) => holder.query('SELECT FROM devices WHERE id = $1 FOR UPDATE', [id])
  const lockEnrollments = (how: string, organizationId: string) =>
    holder.query(`SELECT ${how}($1, hashtext($2))`, [lockSpaces.enrollments, organizationId])
})

describe('a run of rules', () => {
  beforeEach(() => world.test.owner.query('DELETE FROM license_rules; DELETE FROM seen_devices'))

  it.each([{ dryRun: false }, { dryRun: true }])('locks each piece in the order anew (RI8): %j', async ({ dryRun }) => {
    const partnerId = await customer({ type: 'partner' })
    const [flat, deep] = [await customer(), await customer({ parentId: partnerId })]
    await Promise.all([box(flat), box(deep)])
    await waitingAt(flat)
    await waitingAt(deep)
    await hold(partnerId)
    const { status, body } = await inOrder(
      () => api.call(runLicenseRules, { body: {} }, { dryRun }),
      () => hold(world.first.providerId),
    )
    expect([status, body.licensed]).toEqual([200, 2])
  })

  it('that is cut off keeps the pieces that it has done, and is gone on with', async () => {
    const partnerId = await customer({ type: 'partner' })
    const [flat, deep] = [await customer(), await customer({ parentId: partnerId })]
    await Promise.all([box(flat), box(deep)])
    const rules = [await waitingAt(flat), await waitingAt(deep)]
    const licensed = async () =>
      Promise.all(rules.map(async (id) => (await api.call(getLicenseRule, { params: { id } })).body.licensed))
    const woken = "DELETE FROM outbox WHERE event = 'license_rules.woken'"
    await world.test.owner.query(woken)
    await hold(partnerId)
    const cut = await inOrder(
      () => api.call(runLicenseRules, { body: {} }, { idempotencyKey: 'cut-off' }),
      async () => {
        for (const pid of await waitingForHolder())
          await within(({ tx }) => tx.selectNoFrom(sql`pg_terminate_backend(${pid}::int)`.as('cut')).execute())
      },
    )
    expect(cut.status).toBe(503)
    expect(await licensed()).toEqual([1, 0])
    expect((await world.test.owner.query(woken)).rowCount).toBeGreaterThan(0)
    // What it was told to do it has begun once.
    const again = await api.call(runLicenseRules, { body: {} }, { idempotencyKey: 'cut-off' })
    expect(again.status).toBe(409)
    expect((await api.call(runLicenseRules, { body: {} })).body.licensed).toBe(1)
    expect(await licensed()).toEqual([1, 1])
    expect((await api.call(runLicenseRules, { body: {} })).body.waiting).toBe(0)
    const taken = `SELECT organization_id FROM license_ledger WHERE reason = 'device.licensed' AND type = 'it_assets'
      AND organization_id = ANY ($1)`
    expect((await world.test.owner.query(taken, [[flat, deep]])).rowCount).toBe(2)
    const wrong = await verifyLicenses(world.installation.database, [world.first.providerId])
    expect(wrong.filter(({ organizationId }) => [flat, deep, partnerId].some((id) => id === organizationId))).toEqual(
      [],
    )
  })
})

/** Lets a device wait at a customer for a rule that is for this customer alone; tells the rule. */
async function waitingAt(organizationId: string): Promise<string> {
  const token = await api.call(createEnrollmentToken, {
    params: { id: organizationId as never },
    body: { name: 'Later', license: 'wait' },
  })
  const devices = [{ name: 'waits', hardwareId: newId(), class: 'server' }] as never
  const headers = { authorization: `Bearer ${token.body.token}` }
  await world.anonymous.call(enrollDevices, { body: { devices } }, { headers })
  const conditions = { organizationIds: [organizationId] } as never
  return (await api.call(createLicenseRule, { body: { name: 'One', conditions } })).body.id
}

// Of the two the database chooses who has waited for a second first, which is the holder where this machine is slow.
it('whoever meets a deadlock all the same does it again and is told nothing of it', { retry: 3 }, async () => {
  const id = await customer()
  await box(id)
  await holder.query('SET LOCAL lock_timeout = 0')
  await hold(world.first.providerId)
  const before = await deadlocks()
  const answer = await inOrder(
    () => box(id),
    // The wrong way round: it waits for the customer, and the customer for it.
    () => hold(id),
  )
  expect(answer.status).toBe(201)
  await vi.waitFor(async () => expect(await deadlocks()).toBe(before + 1), 15_000)
  const taken = "SELECT count(*)::int AS rows FROM license_ledger WHERE subject_id = $1 AND type = 'it_assets'"
  expect((await world.test.owner.query(taken, [answer.body.id])).rows).toEqual([{ rows: 1 }])
})

/** How many the database has met. */
async function deadlocks(): Promise<number> {
  const { rows } = await world.test.owner.query(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  )
  return rows[0].deadlocks
}
