import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** A technician of a customer, and how they and a key of theirs read it and add devices to it. */
async function reader() {
  const { providerId, otherCustomerId: id } = world.first
  const organizationId = providerId
  const person = await world.addPerson({
    providerId,
    organizationId,
    role: 'provider_administrator',
    reach: 'selected',
    selected: [id],
  })
  const { body } = await person.api.call(createApiKey, { body: { name: 'Sync', expiresInDays: 1 } })
  const byKey = new HttpCaller(world.app, { authorization: `Bearer ${body.key}` })
  const add = (api: HttpCaller, name: string) =>
    api.call(createDevice, { body: { organizationId: id, name, class: 'server' } as never })
  return { membershipId: person.membershipId, callers: { person: person.api, key: byKey }, read: readBy(id), add }
}

const readBy = (id: string) => async (api: HttpCaller) => (await api.call(getCustomer, { params: { id } as never })).raw

const ofSessions = 'account_id = (SELECT account_id FROM memberships WHERE id = $1)'

/** What may happen to a caller between two calls, and what their session and their key are answered from then on. */
const changes = [
  ['whose session has ended', `DELETE FROM auth.sessions WHERE ${ofSessions}`, 401, 200],
  ['whose session is over', `UPDATE auth.sessions SET expires_at = now() WHERE ${ofSessions}`, 401, 200],
  ['whose key was revoked', 'DELETE FROM api_keys WHERE membership_id = $1', 200, 401],
  ['whose key is over', 'UPDATE api_keys SET expires_at = now() WHERE membership_id = $1', 200, 401],
  ['who is switched off', "UPDATE memberships SET status = 'deactivated' WHERE id = $1", 401, 401],
  [
    'whose role may no longer',
    `WITH bare AS (INSERT INTO roles (provider_id, id, organization_id, name, permissions)
       SELECT provider_id, gen_random_uuid(), provider_id, 'Bare', '{}' FROM memberships WHERE id = $1
       RETURNING provider_id, id)
     UPDATE memberships m SET role_id = bare.id FROM bare WHERE m.id = $1`,
    403,
    403,
  ],
  ['who sees some entities only', "UPDATE memberships SET reach = 'entities' WHERE id = $1", 404, 404],
  ['who lost the customer', 'DELETE FROM membership_organizations WHERE membership_id = $1', 404, 404],
] as const

describe('what is read ahead', () => {
  it.each(changes)('is not shown to somebody %s meanwhile', async (_, change, ofPerson, ofKey) => {
    const { callers, read, membershipId } = await reader()
    for (const api of [callers.person, callers.person, callers.key, callers.key])
      expect((await read(api)).statusCode).toBe(200)
    await world.test.owner.query(change, [membershipId])
    for (const [api, status] of [
      [callers.person, ofPerson],
      [callers.key, ofKey],
    ] as const) {
      const { statusCode, headers, body } = await read(api)
      expect(statusCode).toBe(status)
      if (status === 200) continue
      expect(headers).not.toHaveProperty('etag')
      expect(headers).not.toHaveProperty('set-cookie')
      expect(body).not.toContain('Other Customer')
    }
  })
})

describe('what is changed ahead', () => {
  /** Which of these devices there are. */
  const devicesNamed = async (names: readonly string[]) => {
    const text = 'SELECT name FROM devices WHERE provider_id = $1 AND name = ANY($2)'
    const { rows } = await world.test.owner.query<{ name: string }>(text, [world.first.providerId, names])
    return rows.map(({ name }) => name)
  }

  it.each(changes)('does not stay of somebody %s meanwhile', async (what, change, ofPerson, ofKey) => {
    const { callers, add, membershipId } = await reader()
    for (const api of [callers.person, callers.key]) expect((await add(api, `Before: ${what}`)).status).toBe(201)
    await world.test.owner.query(change, [membershipId])
    for (const [api, status, name] of [
      [callers.person, ofPerson, `By session: ${what}`],
      [callers.key, ofKey, `By key: ${what}`],
    ] as const) {
      expect((await add(api, name)).status).toBe(status === 200 ? 201 : status)
      expect(await devicesNamed([name])).toEqual(status === 200 ? [name] : [])
    }
  })

  it('is not committed before the database has said who asks', async () => {
    const { callers, add } = await reader()
    const { owner } = world.test
    const name = 'While nobody can say'
    expect((await add(callers.person, 'Before that')).status).toBe(201)
    const holder = await owner.connect()
    try {
      await holder.query('BEGIN; LOCK TABLE auth.sessions')
      const answer = add(callers.person, name)
      const written = `SELECT count(*)::int AS count FROM pg_locks
        WHERE relation = 'devices'::regclass AND mode = 'RowExclusiveLock' AND granted`
      await expect.poll(async () => (await owner.query<{ count: number }>(written)).rows).toEqual([{ count: 1 }])
      expect(await devicesNamed([name])).toEqual([])
      await holder.query('ROLLBACK')
      expect((await answer).status).toBe(201)
      expect(await devicesNamed([name])).toEqual([name])
    } finally {
      await holder.query('ROLLBACK')
      holder.release()
    }
  })
})
