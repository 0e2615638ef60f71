import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer } from '@tenantry/contract/customers.ts'
import { getMe, switchMembership } from '@tenantry/contract/me.ts'
import { updateMe } from '@tenantry/contract/own-name.ts'
import { systemRoles } from '@tenantry/contract/permissions.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** A technician of the first provider who is also a partner's administrator at the second. */
async function personOfTwo(): Promise<Person & { elsewhereId: string }> {
  const { first, second } = world
  const person = await world.addPerson({
    providerId: first.providerId,
    organizationId: first.providerId,
    role: 'technician',
    reach: 'all',
  })
  const elsewhereId = newId()
  await world.test.owner.query(
    `INSERT INTO memberships (provider_id, id, organization_id, account_id, role_id, reach, name, name_key, email, created_at)
     SELECT $1, $2, $3, m.account_id, r.id, 'subtree', m.name, m.name_key, m.email, now() FROM memberships m, roles r
     WHERE m.id = $4 AND r.provider_id = $1 AND r.key = 'partner_administrator'`,
    [second.providerId, elsewhereId, second.partnerId, person.membershipId],
  )
  return { ...person, elsewhereId }
}

const switchTo = (api: HttpCaller, membershipId: string) =>
  api.call(switchMembership, { body: { membershipId: membershipId as never } })

describe('oneself', () => {
  it('is told account, membership and permissions', async () => {
    const { partnerAdmin, partnerId, providerId } = world.first
    const { body } = await partnerAdmin.api.call(getMe)
    expect(body).toMatchObject({
      account: { email: partnerAdmin.email },
      membership: {
        id: partnerAdmin.membershipId,
        providerId,
        organization: { id: partnerId, name: 'First Partner', type: 'partner' },
        roleName: 'Partner administrator',
        reach: 'subtree',
      },
    })
    expect([...body.permissions].sort()).toEqual([...systemRoles.partner_administrator.permissions].sort())
    expect(body.memberships).toEqual([body.membership])
  })

  it('stays signed in for as long as the session is used: each old one is renewed with the answer', async () => {
    const { api, email } = await personOfTwo()
    expect((await api.call(getMe)).raw.headers['set-cookie']).toBeUndefined()
    await world.test.owner.query(
      "UPDATE auth.sessions s SET expires_at = now() + interval '1 hour' FROM auth.accounts a WHERE a.id = s.account_id AND a.email = $1",
      [email],
    )
    const answer = await api.call(getMe)
    expect(answer.raw.cookies).toMatchObject([{ name: 'tenantry.session_token', httpOnly: true }])
    // Thirty days from when it was renewed, which is a moment ago.
    expect(answer.raw.cookies[0]?.maxAge).toBeGreaterThan(2_591_900)
    expect(answer.raw.cookies[0]?.maxAge).toBeLessThanOrEqual(2_592_000)
    expect((await api.call(getMe)).raw.headers['set-cookie']).toBeUndefined()
  })

  it('in several places sees all of them, and acts in one at a time', async () => {
    const person = await personOfTwo()
    const me = (await person.api.call(getMe)).body
    expect(me.membership.id).toBe(person.membershipId)
    expect(me.memberships.map(({ id, providerName }) => [id, providerName])).toEqual([
      [person.membershipId, 'First Provider'],
      [person.elsewhereId, 'Second Provider'],
    ])
    const names = async () => (await person.api.call(listCustomers)).body.items.map(({ name }) => name)
    expect(await names()).toContain('First Customer')
    expect((await switchTo(person.api, person.elsewhereId)).status).toBe(204)
    expect(await names()).toEqual(['Second Partner', 'Second Partner Customer'])
    const there = (await person.api.call(getMe)).body
    expect(there.membership.id).toBe(person.elsewhereId)
    expect([...there.permissions].sort()).toEqual([...systemRoles.partner_administrator.permissions].sort())
    expect((await switchTo(person.api, person.membershipId)).status).toBe(204)
    expect(await names()).not.toContain('Second Partner')
  })

  it('is refused what was meant for a place that is not the active one, before anything is done (membership_switched)', async () => {
    const person = await personOfTwo()
    const as = (membershipId: string) => ({ headers: { 'tenantry-membership': membershipId } })
    const [here, there] = [as(person.membershipId), as(person.elsewhereId)]
    const [idempotencyKey, body] = [newId(), { name: `Meant ${newId()}` }]
    const create = (meant: { headers?: Record<string, string> }) =>
      person.api.call(createCustomer, { body }, { idempotencyKey, ...meant })
    const read = (meant: { headers?: Record<string, string> }) => person.api.call(listCustomers, {}, meant)
    // Known by now, so that what follows begins ahead of being asked.
    expect((await read(here)).status).toBe(200)
    await switchTo(person.api, person.elsewhereId)
    const file = { ...here.headers, 'content-type': 'text/csv' }
    const refused = [
      await read(here),
      await read(here),
      await create(here),
      await person.api.call(updateMe, { body: { name: 'Meant elsewhere' } }, here),
      ...(
        await Promise.all([
          person.api.request('GET', '/api/v1/exports/customers', undefined, here.headers),
          person.api.request('POST', '/api/v1/imports?kind=customers', 'Name\nMeant\n', file),
        ])
      ).map((raw) => ({ status: raw.statusCode, problem: raw.json() })),
      await read(as('none')),
    ]
    for (const { status, problem } of refused)
      expect([status, problem.code, problem.params]).toEqual([
        409,
        'membership_switched',
        { membershipId: person.elsewhereId },
      ])
    // What is active can be read, and switched back.
    expect((await person.api.call(getMe, {}, here)).body).toMatchObject({
      account: { name: person.email },
      membership: { id: person.elsewhereId },
    })
    expect((await read(as(person.elsewhereId.toUpperCase()))).status).toBe(200)
    expect((await read({})).status).toBe(200)
    const switched = await person.api.call(
      switchMembership,
      { body: { membershipId: person.membershipId as never } },
      there,
    )
    expect(switched.status).toBe(204)
    expect((await read(there)).problem.params).toEqual({ membershipId: person.membershipId })
    // Nor is the refusal kept for the key: the request is done once it is meant for who is active.
    expect([(await create(here)).status, (await create(here)).status]).toEqual([201, 201])
    const { rows } = await world.test.owner.query('SELECT provider_id FROM organizations WHERE name = $1', [body.name])
    expect(rows).toEqual([{ provider_id: world.first.providerId }])
    // Nobody without a session has another place to be switched to.
    const { body: made } = await person.api.call(createApiKey, { body: { name: 'Meant', expiresInDays: 1 } }, here)
    const key = new HttpCaller(world.app, { authorization: `Bearer ${made.key}`, ...there.headers })
    expect((await key.call(listCustomers)).status).toBe(200)
  })

  it("cannot switch to somebody else's place, and is told what one is told of a place that never existed", async () => {
    const person = await personOfTwo()
    const missing = await switchTo(person.api, newId())
    expect([missing.status, missing.problem.code]).toEqual([404, 'not_found'])
    for (const { membershipId } of [world.first.admin, world.second.admin, world.first.technician]) {
      const foreign = await switchTo(person.api, membershipId)
      expect({ ...foreign.problem, requestId: '' }).toEqual({ ...missing.problem, requestId: '' })
    }
    expect((await person.api.call(getMe)).body.membership.id).toBe(person.membershipId)
  })

  it('cannot act in a place that has been taken away, from the next request on', async () => {
    const person = await personOfTwo()
    await switchTo(person.api, person.elsewhereId)
    await world.test.owner.query("UPDATE memberships SET status = 'deactivated' WHERE id = $1", [person.elsewhereId])
    expect((await person.api.call(listCustomers)).raw.body).not.toContain('Second')
    expect((await switchTo(person.api, person.elsewhereId)).status).not.toBe(204)
  })

  it('loses a permission with the next request', async () => {
    const { technician } = world.second
    expect((await technician.api.call(listCustomers)).status).toBe(200)
    await world.test.owner.query(
      "UPDATE roles SET permissions = array_remove(permissions, 'customers.read') WHERE provider_id = $1 AND key = 'technician'",
      [world.second.providerId],
    )
    expect((await technician.api.call(listCustomers)).status).toBe(403)
  })

  it('as an API key speaks for one membership, and finds no other to switch to', async () => {
    const person = await personOfTwo()
    const { body } = await person.api.call(createApiKey, { body: { name: 'Sync', expiresInDays: 1 } })
    const key = new HttpCaller(world.app, { authorization: `Bearer ${body.key}` })
    const me = (await key.call(getMe)).body
    expect(me.memberships).toEqual([me.membership])
    expect(me.membership.id).toBe(person.membershipId)
    expect((await switchTo(key, person.membershipId)).status).toBe(204)
    const elsewhere = await switchTo(key, person.elsewhereId)
    expect(elsewhere.status).toBe(404)
    const missing = await switchTo(key, newId())
    expect({ ...elsewhere.problem, requestId: '' }).toEqual({ ...missing.problem, requestId: '' })
    expect((await key.call(getMe)).body.membership.id).toBe(person.membershipId)
    expect((await person.api.call(getMe)).body.memberships).toHaveLength(2)
  })
})

describe('one’s own name', () => {
  const rename = (api: HttpCaller, name: string) => api.call(updateMe, { body: { name } })

  it('is changed by everybody for themselves, whatever they see', async () => {
    const { admin, partnerAdmin, technician } = world.first
    for (const [index, { api, membershipId }] of [admin, partnerAdmin, technician].entries()) {
      const name = `Ada ${index}`
      const { status, body } = await rename(api, `  ${name} `)
      expect([status, body.account.name]).toEqual([200, name])
      expect((await api.call(getMe)).body.account.name).toBe(name)
      const { rows } = await world.test.owner.query(
        'SELECT m.name, m.name_key, a.name AS account FROM memberships m JOIN auth.accounts a ON a.id = m.account_id WHERE m.id = $1',
        [membershipId],
      )
      expect(rows).toEqual([{ name, name_key: name.toLowerCase(), account: name }])
    }
    const { rows } = await world.test.owner.query("SELECT name FROM memberships WHERE name LIKE 'Ada %'")
    expect(rows).toHaveLength(3)
  })

  it('stays as it is in other places of the same person', async () => {
    const person = await personOfTwo()
    await rename(person.api, 'Grace Hopper')
    await switchTo(person.api, person.elsewhereId)
    expect((await person.api.call(getMe)).body.account.name).toBe(person.email)
  })

  it('is written to the audit log where it changes, with both names', async () => {
    const { admin } = world.second
    await rename(admin.api, 'Before')
    await rename(admin.api, 'After')
    await rename(admin.api, 'After')
    const { body } = await admin.api.call(listAuditEvents, { query: { q: 'user.renamed' } })
    expect(body.items.map(({ before, after }) => [before, after])).toEqual([
      [{ name: 'Before' }, { name: 'After' }],
      [{ name: 'Second Admin' }, { name: 'Before' }],
    ])
    expect(body.items[0]).toMatchObject({ objectType: 'membership', objectId: admin.membershipId })
  })

  it.each(['', 'A', '...', 'x'.repeat(256), 'a\u0000b'])('is not %j', async (name) => {
    expect((await rename(world.first.admin.api, name)).status).toBe(422)
  })
})
