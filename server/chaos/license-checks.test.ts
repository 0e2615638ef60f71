/** That the checks of the chaos run find what they look for. */
import { createDevice } from '@tenantry/contract/devices.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import type { PoolClient } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createWorld, type World } from '../testing/world.ts'
import { CounterWatch, findContradictions } from './license-checks.ts'
import type { KnownDevice } from './license-client.ts'
import type { KnownPlace } from './license-manager.ts'
import { findLostChanges, findLostDevices, findLostMerges } from './lost-answers.ts'
import type { MergedCustomer } from './merger.ts'

let world: World
let deviceId = ''
let owner: PoolClient

beforeAll(async () => {
  world = await createWorld()
  const { admin, customerId } = world.first
  await admin.api.call(createLicensePurchase, { body: { type: 'it_assets', quantity: 5, startsOn: '2020-01-01' } })
  const body = { organizationId: customerId, name: 'box', class: 'server' } as const
  deviceId = (await admin.api.call(createDevice, { body: body as never })).body.id
})
afterAll(() => world.close())

beforeEach(async () => {
  owner = await world.test.owner.connect()
  await owner.query('BEGIN')
  expect(await contradictions()).toEqual([])
})
afterEach(async () => {
  await owner.query('ROLLBACK')
  owner.release()
})

const contradictions = () => findContradictions(owner, world.first.providerId)

const taken = "FROM license_ledger WHERE subject_id = $1 AND type = 'it_assets'"
const columns = `organization_id, type, happened_at, kind, count, used_after, limit_after, overage_after, subject_kind,
  subject_id, subject_name, reason, actor_name`

it.each([
  ['a license that nobody took', `DELETE ${taken}`, 'each live thing and its rows in the ledger'],
  [
    'a license that was taken twice',
    `INSERT INTO license_ledger (provider_id, id, number, ${columns})
     SELECT provider_id, gen_random_uuid(), number + 1, ${columns} ${taken}`,
    'one row of the ledger for each device and type that was taken',
  ],
  [
    'a license above the limit',
    `UPDATE license_ledger SET limit_after = 0 WHERE id IN (SELECT id ${taken})`,
    'nothing was added above what an organization may use',
  ],
  [
    'a counter that counts what is not there',
    `UPDATE license_counters SET used = used + 1, demand = demand + 1
     WHERE type = 'it_assets' AND organization_id = (SELECT organization_id FROM devices WHERE id = $1)`,
    'counters, ledger and live things',
  ],
  [
    'an import that tells of more than there is',
    `INSERT INTO imports (provider_id, id, membership_id, kind, state, file_name, size_bytes, encoding, separator, headers, samples,
       rows, matching, existing, empty_cells, created, created_at, updated_at)
     SELECT d.provider_id, gen_random_uuid(), m.id, 'devices', 'running', 'lost', 0, '', '', '[]', '[]', 2, '[]', '', '', 2, now(), now()
     FROM devices d JOIN memberships m ON m.provider_id = d.provider_id WHERE d.id = $1 LIMIT 1`,
    'what imports say and what is there',
  ],
  [
    'a device that is there twice',
    `INSERT INTO devices SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid()))).*
     FROM devices d WHERE d.id = $1`,
    'one device for each request',
  ],
])('finds %s', async (_, wrong, check) => {
  await owner.query(wrong, [deviceId])
  expect((await contradictions()).map((each) => each.split(':')[0])).toContain(check)
})

it('finds an answer that was lost, and what nobody asked for', async () => {
  const box: KnownDevice = { name: 'box', id: deviceId, state: 'there' }
  const lost = (...devices: KnownDevice[]) => findLostDevices(owner, world.first.providerId, devices)
  expect(await lost(box)).toEqual([])
  expect(await lost({ ...box, state: 'maybe' })).toEqual([])
  expect(await lost({ ...box, state: 'gone' })).toHaveLength(1)
  expect(await lost({ ...box, id: 'another' })).toHaveLength(1)
  expect(await lost(box, { name: 'other', id: 'other', state: 'there' })).toHaveLength(1)
  expect(await lost()).toEqual(['box was asked for by nobody'])
})

it('finds a move, a change of status and a merge that were lost', async () => {
  const { providerId, customerId, otherCustomerId, partnerId } = world.first
  const place = { id: customerId, name: '', code: '', type: 'customer' } as const
  const known: KnownPlace = { place, parentId: null, status: null, moves: 0, statusChanges: 0, unknown: 0 }
  const changes = (told: Partial<KnownPlace>) => findLostChanges(owner, providerId, [{ ...known, ...told }])
  expect(await changes({ status: 'active' })).toEqual([])
  expect(await changes({ parentId: partnerId })).toHaveLength(1)
  expect(await changes({ status: 'archived' })).toHaveLength(1)
  expect(await changes({ moves: 1 })).toHaveLength(1)
  const merges = (state: MergedCustomer['state']) =>
    findLostMerges(owner, providerId, [{ ...place, state, intoId: otherCustomerId }])
  expect([await merges('there'), await merges('maybe merged')]).toEqual([[], []])
  expect(await merges('merged')).toHaveLength(1)
})

it('finds a tree whose numbers do not add up, and what is over by more although nothing was lowered', async () => {
  const watch = new CounterWatch()
  const look = () => watch.look(owner, world.first.providerId, false)
  await look()
  expect(watch.found).toEqual([])
  await owner.query(
    "UPDATE license_counters SET demand = demand + 7, excess = excess + 7 WHERE organization_id = $1 AND type = 'it_assets'",
    [world.first.providerId],
  )
  await look()
  expect(watch.found.map((each) => each.split(':')[0]?.replace(/ of .*/, ''))).toEqual(['at one moment', 'the excess'])
})
