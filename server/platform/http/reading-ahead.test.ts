import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** A technician of a customer, and how they and a key of theirs read it. */
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
  return { membershipId: person.membershipId, callers: { person: person.api, key: byKey }, read: readBy(id) }
}

const readBy = (id: string) => async (api: HttpCaller) => (await api.call(getCustomer, { params: { id } as never })).raw

describe('what is read ahead', () => {
  const ofSessions = 'account_id = (SELECT account_id FROM memberships WHERE id = $1)'
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
