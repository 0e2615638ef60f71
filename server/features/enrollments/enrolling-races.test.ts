/** What happens to a token and to devices between their look-up and their lock, while a program enrolls (RI8). */
import { createDevice, deleteDevice, getDevice, listDevices, moveDevice } from '@tenantry/contract/devices.ts'
import {
  createEnrollmentToken,
  enrollDevices,
  mostTokens,
  revokeEnrollmentToken,
} from '@tenantry/contract/enrollments.ts'
import { createEntity, deleteEntity } from '@tenantry/contract/entities.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { lockSpaces } from '../../platform/database/advisory-lock.ts'
import { type Scope, systemScope } from '../../platform/tenancy/scope.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { noteUnchanged } from './unchanged-reports.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

let homes = 0
async function site(token: object = {}, hasEntity = false) {
  const id = (await added(api, { name: `Race ${++homes}`, code: `RACE${homes}` })).body.id
  const entity = hasEntity ? await api.call(createEntity, { params: { id }, body: { name: 'Branch' } }) : null
  const entityId = entity?.body.id ?? null
  const { body } = await api.call(createEnrollmentToken, { params: { id }, body: { name: 'Site', entityId, ...token } })
  const enroll = (...devices: object[]) =>
    world.anonymous.request(
      'POST',
      `/api/v1${enrollDevices.path}`,
      { devices },
      { authorization: `Bearer ${body.token}` },
    )
  return { id, tokenId: body.id, enroll, entityId }
}
const resultsOf = (answer: { json: () => unknown }) =>
  (answer.json() as { items: { result: string; deviceId: string }[] }).items
const devicesOf = async (id: string) =>
  (await api.call(listDevices, { query: { filter: { organizationId: { eq: id } }, limit: 200 } })).body.items

/** Begins some work while a lock of the test is held, and lets go once the work waits for it and `meanwhile` is done. */
async function whileHeld<T>(
  hold: { text: string; values: unknown[] },
  work: () => Promise<T>,
  meanwhile: (holder: pg.PoolClient) => Promise<unknown>,
): Promise<T> {
  const holder = await world.test.owner.connect()
  try {
    await holder.query('BEGIN')
    const { rows } = await holder.query('SELECT pg_backend_pid() AS pid')
    await holder.query(hold.text, hold.values)
    const working = work()
    await vi.waitFor(async () => {
      const waiting = await world.test.owner.query(
        'SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))',
        [rows[0].pid],
      )
      expect(waiting.rowCount).toBeGreaterThan(0)
    }, 30_000)
    await meanwhile(holder)
    await holder.query('COMMIT')
    return await working
  } finally {
    holder.release()
  }
}

it('a token that is revoked before its batch has its turn opens nothing', async () => {
  const { id, tokenId, enroll } = await site()
  await enroll({ name: 'early', hardwareId: 'early' })
  const before = await devicesOf(id)
  const answer = await whileHeld(
    { text: 'SELECT pg_advisory_xact_lock($1, hashtext($2))', values: [lockSpaces.enrollments, id] },
    () => enroll({ name: 'early', hardwareId: 'early' }, { name: 'late', hardwareId: 'late' }),
    (holder) => holder.query('DELETE FROM enrollment_tokens WHERE id = $1', [tokenId]),
  )
  expect([answer.statusCode, answer.json().code]).toEqual([401, 'not_signed_in'])
  // Nor is it noted that what is known has reported itself.
  expect(await devicesOf(id)).toEqual(before)
})

it('a customer that goes into the archive between the two turns of a batch takes no more of it', async () => {
  const { id, enroll } = await site()
  await enroll({ name: 'early', hardwareId: 'early' })
  const lock = { text: 'SELECT pg_advisory_xact_lock($1, hashtext($2))', values: [lockSpaces.enrollments, id] }
  const next = await world.test.owner.connect()
  let archived: Promise<unknown> | undefined
  // Who waits for a lock gets it in turn: after what notes that devices are as they were, and before what adds others.
  const answer = await whileHeld(
    lock,
    () => enroll({ name: 'early', hardwareId: 'early', model: 'New' }),
    async () => {
      await next.query('BEGIN')
      archived = next
        .query(lock.text, lock.values)
        .then(() => next.query("UPDATE organizations SET status = 'archived' WHERE id = $1", [id]))
        .then(() => next.query('COMMIT'))
      await vi.waitFor(async () => expect(await waitingForBatch()).toBe(2), 30_000)
    },
  )
  await archived
  next.release()
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'organization_not_growing'])
  await world.test.owner.query("UPDATE organizations SET status = 'active' WHERE id = $1", [id])
  expect((await devicesOf(id)).map(({ model }) => model)).toEqual([null])
})

it('a token is revoked before a batch of it or after, never while what it lets wait is kept', async () => {
  const { id, tokenId, enroll } = await site({ license: 'wait' })
  const body = { organizationId: id, name: 'known', class: 'computer', serialNumber: 'KNOWN' } as const
  const known = (await api.call(createDevice, { body })).body.id
  let revoking: Promise<{ status: number }> | undefined
  const answer = await whileHeld(
    { text: 'SELECT FROM devices WHERE id = $1 FOR UPDATE', values: [known] },
    () => enroll({ name: 'known', serialNumber: 'KNOWN', model: 'New' }, { name: 'new', hardwareId: 'new' }),
    async () => {
      revoking = api.call(revokeEnrollmentToken, { params: { id, tokenId } })
      await Promise.race([revoking, vi.waitFor(async () => expect(await waitingForBatch()).toBe(1), 30_000)])
    },
  )
  expect([answer.statusCode, resultsOf(answer).map(({ result }) => result)]).toEqual([200, ['updated', 'waiting']])
  expect((await revoking)?.status).toBe(204)
})

it.each(['take', 'wait'])(
  'what is new lies in no entity where its own goes while a batch is on its way: %s',
  async (license) => {
    const { id, enroll, entityId } = await site({ license }, true)
    const body = { organizationId: id, name: 'known', class: 'computer', serialNumber: 'KNOWN' } as const
    const known = (await api.call(createDevice, { body })).body.id
    const answer = await whileHeld(
      { text: 'SELECT FROM devices WHERE id = $1 FOR UPDATE', values: [known] },
      () => enroll({ name: 'known', serialNumber: 'KNOWN', model: 'New' }, { name: 'new', hardwareId: 'new' }),
      () => api.call(deleteEntity, { params: { id, entityId: entityId as never } }, { ifMatch: '*' }),
    )
    const last = license === 'wait' ? 'waiting' : 'enrolled'
    expect([answer.statusCode, resultsOf(answer).map(({ result }) => result)]).toEqual([200, ['updated', last]])
  },
)

const waitingForBatch = async () =>
  (
    await world.test.owner.query(
      "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND classid = $1::int",
      [lockSpaces.enrollments],
    )
  ).rowCount

it('of many tokens that are asked for at once no more are given than one may have', async () => {
  const { id, tokenId } = await site()
  await world.test.owner.query(
    `INSERT INTO enrollment_tokens (provider_id, id, organization_id, name, prefix, token_hash, is_of_provider,
        created_by_name, created_at, expires_at)
      SELECT provider_id, gen_random_uuid(), organization_id, name, prefix, sha256(n::text::bytea), is_of_provider,
        created_by_name, created_at, expires_at
      FROM enrollment_tokens, generate_series(1, $2) n WHERE id = $1`,
    [tokenId, mostTokens - 6],
  )
  const ask = () => api.call(createEnrollmentToken, { params: { id }, body: { name: 'One of many' } })
  const answers = await Promise.all(Array.from({ length: 8 }, ask))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 201, 409, 409, 409])
})

it.each([
  { how: 'deleted', change: 'DELETE FROM devices WHERE id = $1' },
  { how: 'moved', change: `UPDATE devices SET organization_id = $2 WHERE id = $1` },
])('a device that is $how before its row has its turn is enrolled anew', async ({ change }) => {
  const { id, enroll } = await site()
  const other = await site()
  const [made] = resultsOf(await enroll({ name: 'goes', hardwareId: 'goes' }, { name: 'stays', hardwareId: 'stays' }))
  const deviceId = made?.deviceId
  const answer = await whileHeld(
    { text: 'SELECT FROM devices WHERE id = $1 FOR UPDATE', values: [deviceId] },
    () =>
      enroll({ name: 'goes', hardwareId: 'goes', model: 'New' }, { name: 'stays', hardwareId: 'stays', model: 'New' }),
    (holder) => holder.query(change, change.includes('$2') ? [deviceId, other.id] : [deviceId]),
  )
  const results = resultsOf(answer)
  expect(results.map(({ result }) => result)).toEqual(['enrolled', 'updated'])
  expect(results[0]?.deviceId).not.toBe(deviceId)
  expect((await devicesOf(id)).map(({ name, model }) => [name, model]).sort()).toEqual([
    ['goes', 'New'],
    ['stays', 'New'],
  ])
})

it('what somebody gets in the way of elsewhere is tried again there alone, and what is new here is told as new', async () => {
  const [home, other] = [await site(), await site()]
  const [moved] = resultsOf(await home.enroll({ name: 'moved', hardwareId: 'moved' }))
  const params = { id: moved?.deviceId as never }
  await api.call(moveDevice, { params, body: { organizationId: other.id } }, { ifMatch: '*' })
  await world.test.owner.query(`CREATE SEQUENCE fails;
    CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
      IF NEW.model = 'Fails once' AND nextval('public.fails') = 1 THEN RAISE EXCEPTION USING ERRCODE = '40001'; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER fails BEFORE UPDATE ON devices FOR EACH ROW EXECUTE FUNCTION fail_once()`)
  const answer = await home.enroll(
    { name: 'moved', hardwareId: 'moved', model: 'Fails once' },
    { name: 'new', hardwareId: 'new' },
  )
  await world.test.owner.query('DROP TRIGGER fails ON devices')
  expect(resultsOf(answer).map(({ result }) => result)).toEqual(['updated', 'enrolled'])
  expect((await api.call(getDevice, { params })).body.model).toBe('Fails once')
})

it('a batch of an archived customer touches no device, not even to take it back', async () => {
  const { id, enroll } = await site()
  await enroll({ name: 'held', hardwareId: 'held' })
  // An update that is rolled back leaves its transaction in the row that it was to replace.
  const touched = async () =>
    (await world.test.owner.query('SELECT xmax::text FROM devices WHERE organization_id = $1', [id])).rows
  for (const status of ['offboarding', 'archived'] as const)
    await api.call(changeCustomerStatus, { params: { id }, body: { status } }, { ifMatch: '*' })
  const before = await touched()
  expect((await enroll({ name: 'held', hardwareId: 'held' })).statusCode).toBe(409)
  expect(await touched()).toEqual(before)
})

it('a device that was added by hand is found behind a hundred others with its serial number', async () => {
  const { id, enroll } = await site()
  const many = Array.from({ length: 101 }, (_, n) => ({ name: `n${n}`, hardwareId: `n-${n}`, serialNumber: 'SAME' }))
  await enroll(...many)
  const organizationId = id as never
  const body = { organizationId, name: 'by hand', class: 'computer', serialNumber: 'SAME', confirm: true } as const
  const made = await api.call(createDevice, { body })
  const [result] = resultsOf(await enroll({ name: 'by hand', hardwareId: 'new', serialNumber: 'SAME' }))
  expect(result).toMatchObject({ result: 'updated', deviceId: made.body.id })
  await api.call(deleteDevice, { params: { id: made.body.id } }, { ifMatch: '*' })
})

it('what devices report is noted for the token of their own organization alone, and by nobody who does not see that', async () => {
  const [here, there] = [await site(), await site()]
  await here.enroll({ name: 'walled', hardwareId: 'walled' })
  const reports = new Map([['h:walled', { name: 'walled', hardwareId: 'walled', class: 'computer' }]])
  const noted = async (by: { tokenId?: string; statuses?: OrganizationStatus[]; scope?: Partial<Scope> }) => {
    const { tokenId = here.tokenId, statuses = ['active'], scope = {} } = by
    const of = { ...systemScope(world.first.providerId), organizationId: here.id, reach: 'subtree' as const, ...scope }
    return world.installation.database.within(of, (tx) =>
      noteUnchanged(tx, { organizationId: here.id, tokenId, statuses, now: new Date() }, reports),
    )
  }
  expect([...(await noted({})).repeated.keys()]).toEqual(['h:walled'])
  const before = await devicesOf(here.id)
  const nothing = { state: undefined, repeated: new Map() }
  expect(await noted({ tokenId: there.tokenId })).toEqual(nothing)
  expect((await noted({ statuses: ['suspended'] })).repeated).toEqual(new Map())
  expect(await noted({ scope: { organizationId: there.id } })).toEqual(nothing)
  expect(
    await noted({
      scope: { providerId: world.second.providerId, organizationId: world.second.providerId, reach: 'all' },
    }),
  ).toEqual(nothing)
  expect(await devicesOf(here.id)).toEqual(before)
})
