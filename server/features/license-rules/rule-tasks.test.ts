/** When the rules that license waiting devices run by themselves. */
import { createDevice, deleteDevice, listDevices } from '@tenantry/contract/devices.ts'
import { createEnrollmentToken, enrollDevices } from '@tenantry/contract/enrollments.ts'
import { createLicensePurchase, updateLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { createLicenseRule, updateLicenseRule } from '@tenantry/contract/license-rules.ts'
import { listSeenDevices } from '@tenantry/contract/seen-devices.ts'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock/clock.ts'
import { createPool } from '../../platform/database/pools.ts'
import { eventually } from '../../platform/jobs/jobs.fixture.ts'
import { type Jobs, startJobs } from '../../platform/jobs/jobs.ts'
import { relayBatch } from '../../platform/jobs/relay.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { mustSet, runTask } from '../lifecycle/lifecycle.fixture.ts'
import { licenseWaitingTask, wakeRulesTask } from './public.ts'

const tasks = [licenseWaitingTask, wakeRulesTask]

let world: World
let api: HttpCaller
let jobsPool: pg.Pool
let purchaseId: string
let token: string
let racks: string[]

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
  const { jobsUrl } = world.installation
  jobsPool = createPool({ connectionString: jobsUrl, max: 2 }, () => {})
  // Makes the queue's tables.
  await (await start()).stop()
  const body = { type: 'it_assets', quantity: 3, startsOn: '2020-01-01' } as const
  purchaseId = (await api.call(createLicensePurchase, { body })).body.id
  racks = []
  for (const name of ['Rack 1', 'Rack 2', 'Rack 3']) racks.push(await device(name))
  const made = await api.call(createEnrollmentToken, {
    params: { id: world.first.partnerCustomerId as never },
    body: { name: 'Site', expiresInDays: 700 },
  })
  token = made.body.token
})
afterAll(async () => {
  await jobsPool.end()
  await world.close()
})

beforeEach(async () => {
  const { owner } = world.test
  await owner.query('DELETE FROM license_rules')
  await owner.query('DELETE FROM seen_devices')
  await jobsPool.query('DELETE FROM graphile_worker._private_jobs')
  await woken()
})

async function start(): Promise<Jobs> {
  const { jobsUrl, database } = world.installation
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  return startJobs({ jobsUrl, tenantDb: database, clock: systemClock, log, tasks })
}

async function device(name: string): Promise<string> {
  const organizationId = world.first.providerId as never
  return (await api.call(createDevice, { body: { organizationId, name, class: 'server' } })).body.id
}

const own = (quantity: number) =>
  api.call(updateLicensePurchase, { params: { id: purchaseId }, body: { quantity, confirm: true } }, { ifMatch: '*' })

let count = 0
/** Lets new devices wait at a customer of the partner, in one batch. */
async function seen(...names: string[]): Promise<void> {
  const devices = names.map((name) => ({ name, hardwareId: `hw-${++count}`, class: 'computer' as const }))
  const headers = { authorization: `Bearer ${token}` }
  const { body } = await world.anonymous.call(enrollDevices, { body: { devices } }, { headers })
  expect(body.items.map(({ code }) => code)).toEqual(names.map(() => 'license_exhausted'))
}

const rule = async (more: object = {}) =>
  (await api.call(createLicenseRule, { body: { name: 'All', conditions: {}, ...more } as never })).body

/** How often the rules were woken since this was asked last. */
async function woken(): Promise<number> {
  const { rowCount } = await world.test.owner.query("DELETE FROM outbox WHERE event = 'license_rules.woken'")
  return rowCount ?? 0
}

const waiting = async () =>
  (await api.call(listSeenDevices, { query: { sort: 'name' } as never })).body.items.map(({ name }) => name)

const queued = async () =>
  (
    await jobsPool.query(
      `SELECT j.run_at - now() < interval '5 seconds' AS soon, j.payload ->> 'providerId' AS provider
       FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE t.identifier = $1`,
      [licenseWaitingTask.name],
    )
  ).rows

const toRack = (index: number) => ({ params: { id: racks[index] as never } })

it('wakes the rules by whatever frees a license, by what is new, and by a rule that changes (RI8)', async () => {
  await seen('early')
  expect(await woken()).toBe(0)
  const { id } = await rule()
  expect(await woken()).toBe(1)
  await api.call(updateLicenseRule, { params: { id }, body: { name: 'Any' } }, { ifMatch: '*' })
  expect(await woken()).toBe(1)
  await seen('new', 'and another')
  expect(await woken()).toBe(1)
  await api.call(deleteDevice, toRack(0), { ifMatch: '*' })
  expect(await woken()).toBe(1)
  racks[0] = await device('Rack 1')
  expect(await woken()).toBe(0)
  await own(4)
  expect(await woken()).toBe(1)
  await own(3)
  await woken()
  await mustSet(api, world.first.partnerCustomerId, 'suspended', 'active')
  expect(await woken()).toBeGreaterThan(0)
  await api.call(updateLicenseRule, { params: { id }, body: { isOn: false } }, { ifMatch: '*' })
  expect(await woken()).toBe(0)
})

it('wakes them by a partner, who sees no rules', async () => {
  await rule()
  await own(4)
  const { partnerAdmin, partnerCustomerId } = world.first
  const organizationId = partnerCustomerId as never
  const made = await partnerAdmin.api.call(createDevice, { body: { organizationId, name: 'own', class: 'server' } })
  await woken()
  await partnerAdmin.api.call(deleteDevice, { params: { id: made.body.id } }, { ifMatch: '*' })
  expect(await woken()).toBe(1)
  await own(3)
})

it('makes one run of a storm, and what is seen again wakes nothing', async () => {
  await rule()
  for (let batch = 0; batch < 20; batch++) await seen(`storm ${batch}`)
  const other = world.second.providerId
  await world.test.owner.query(
    "INSERT INTO outbox SELECT $1, gen_random_uuid(), $1, 'license_rules.woken', 1, '{}', now()",
    [other],
  )
  while ((await relayBatch(jobsPool, tasks)) > 0);
  const jobs = await queued()
  expect(jobs.map(({ provider }) => provider).sort()).toEqual([world.first.providerId, other].sort())
  expect(jobs.map(({ soon }) => soon)).toEqual([true, true])
  const devices = [{ name: 'storm again', hardwareId: `hw-${count}` }] as never
  await world.anonymous.call(enrollDevices, { body: { devices } }, { headers: { authorization: `Bearer ${token}` } })
  expect(await woken()).toBe(0)
})

it('ends where the pool is exhausted, and goes on by itself within seconds of a device that goes', async () => {
  await rule()
  await seen(...Array.from({ length: 600 }, (_, index) => `box ${index}`))
  await woken()
  await runTask(world, licenseWaitingTask, { providerId: world.first.providerId })
  expect([await woken(), (await waiting()).length]).toEqual([0, 50])
  await world.test.owner.query("DELETE FROM seen_devices WHERE name <> 'box 7'")
  const jobs = await start()
  await api.call(deleteDevice, toRack(0), { ifMatch: '*' })
  jobs.wake()
  await eventually(async () => expect(await waiting()).toEqual([]))
  await jobs.stop()
  const { body } = await api.call(listDevices, { query: { q: 'box 7' } as never })
  expect(body.items).toHaveLength(1)
  await api.call(deleteDevice, { params: { id: body.items[0]?.id as never } }, { ifMatch: '*' })
  racks[0] = await device('Rack 1')
})

it('licenses at the next start what a killed run was to license', async () => {
  await rule()
  await seen('left behind')
  await own(4)
  await relayBatch(jobsPool, tasks)
  await jobsPool.query(
    "UPDATE graphile_worker._private_jobs SET locked_by = 'dead', locked_at = now() - interval '1 minute', run_at = now()",
  )
  const jobs = await start()
  await eventually(async () => expect(await waiting()).toEqual([]))
  await jobs.stop()
})

it('looks now and then, whatever has woken nothing', async () => {
  await rule()
  await woken()
  await runTask(world, wakeRulesTask)
  expect(await woken()).toBe(1)
})
