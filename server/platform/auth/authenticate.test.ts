import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testSecret } from '../../testing/test-cluster.ts'
import { mostSessionSeconds, startRoutes, startWorld, type TestPerson, type World } from './auth.fixture.ts'
import { createAuthenticator } from './authenticate.ts'
import { switchMembership } from './memberships.ts'
import { prolongSession } from './prolong-session.ts'
import { cookieKey, hashSessionToken, newSessionToken } from './session-cookie.ts'

let world: World
let routes: Awaited<ReturnType<typeof startRoutes>>
let person: TestPerson
let cookie: string

beforeAll(async () => {
  world = await startWorld()
  routes = await startRoutes(world)
  person = await world.addPerson()
  cookie = await routes.cookieOf(person.email)
})

afterAll(async () => {
  await routes.server.close()
  await world.close()
})

const authenticate = (headers: { cookie?: string; authorization?: string }) => world.authenticator.authenticate(headers)
const name = '__Host-tenantry.session_token'

function signed(token: string, key = cookieKey(testSecret)): string {
  return `${name}=${encodeURIComponent(`${token}.${createHmac('sha256', key).update(token).digest('base64')}`)}`
}

describe('a session', () => {
  it('tells everything about its caller', async () => {
    const caller = await authenticate({ cookie: `theme=dark; ${cookie}; other=1` })
    expect(caller).toMatchObject({
      kind: 'user',
      accountId: person.accountId,
      sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email: person.email,
      name: 'Ada',
      organization: { id: person.providerId, type: 'provider' },
      roleName: 'Manager',
      scope: {
        providerId: person.providerId,
        organizationId: person.providerId,
        membershipId: person.membershipId,
        reach: 'all',
      },
    })
    expect([...(caller?.permissions ?? [])]).toEqual(['customers.read', 'api_keys.manage'])
  })

  it('is found by the cookie that this very code signs', async () => {
    const token = await storedSession(person.accountId)
    expect(await authenticate({ cookie: signed(token) })).toMatchObject({ accountId: person.accountId })
  })

  it('is refused when signed with another secret, changed or bare', async () => {
    const token = await storedSession(person.accountId)
    const good = signed(token)
    expect(await authenticate({ cookie: signed(token, cookieKey('another secret')) })).toBeNull()
    expect(await authenticate({ cookie: signed(token, testSecret) })).toBeNull()
    expect(await authenticate({ cookie: `${name}=${token}` })).toBeNull()
    expect(await authenticate({ cookie: `${name}=${token}.` })).toBeNull()
    expect(await authenticate({ cookie: good.slice(0, -4) })).toBeNull()
    expect(await authenticate({ cookie: good.replace(name, 'tenantry.session_token') })).toBeNull()
    expect(await authenticate({ cookie: signed(hashSessionToken(token)) })).toBeNull()
    const pools = { pool: world.app, authPool: world.auth }
    const other = createAuthenticator({ ...pools, secret: 'another secret', secureCookies: true, mostSessionSeconds })
    expect(await other.authenticate({ cookie: good })).toBeNull()
  })

  it('ends when it expires', async () => {
    const token = await storedSession(person.accountId)
    await world.owner.query('UPDATE auth.sessions SET expires_at = now() WHERE token_hash = $1', [
      hashSessionToken(token),
    ])
    expect(await authenticate({ cookie: signed(token) })).toBeNull()
  })

  it('is prolonged by being used, once a day, and its cookie with it', async () => {
    const ada = await world.addPerson()
    const session = await routes.cookieOf(ada.email)
    const renewed: string[] = []
    const use = () => world.authenticator.authenticate({ cookie: session }, (header) => renewed.push(header))
    const setDaysLeft = (days: number) =>
      world.owner.query(
        'UPDATE auth.sessions SET expires_at = now() + make_interval(days => $2) WHERE account_id = $1',
        [ada.accountId, days],
      )
    const daysLeft = async () => {
      const { rows } = await world.owner.query<{ at: Date }>(
        'SELECT expires_at AS at FROM auth.sessions WHERE account_id = $1',
        [ada.accountId],
      )
      return ((rows[0]?.at.getTime() ?? 0) - Date.now()) / 86_400_000
    }
    await use()
    await authenticate({ cookie: session })
    expect(renewed).toEqual([])
    await setDaysLeft(28)
    await Promise.all([use(), use(), use()])
    expect(await daysLeft()).toBeGreaterThan(29.9)
    expect(renewed).toEqual([`${session}; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Lax`])
    await use()
    expect(renewed).toHaveLength(1)
  })

  it('that ended while it was being used is not prolonged', async () => {
    const ada = await world.addPerson()
    const session = await routes.cookieOf(ada.email)
    const { sessionId } = (await authenticate({ cookie: session })) ?? {}
    await routes.post('/sign-out', {}, { cookie: session })
    expect(await prolongSession(world.auth, sessionId ?? '', mostSessionSeconds)).toBeNull()
    expect(await authenticate({ cookie: session })).toBeNull()
  })

  it('is not opened by anything else that is sent', async () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.stringMatching(/^[\w.%=-]{0,120}$/),
      fc.constantFrom('null', 'undefined', '{}', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', "' OR 1=1 --", '%', '.', '..'),
    )
    await fc.assert(
      fc.asyncProperty(garbage, fc.boolean(), async (text, encoded) => {
        const value = encoded ? Buffer.from(text).toString('base64url') : text
        expect(await authenticate({ cookie: value })).toBeNull()
        expect(await authenticate({ cookie: `${name}=${value}` })).toBeNull()
        expect(await authenticate({ authorization: value })).toBeNull()
        expect(await authenticate({ authorization: `Bearer ${value}` })).toBeNull()
        expect(await authenticate({ authorization: `Bearer tnt_${value}`, cookie })).toBeNull()
      }),
      { numRuns: 300 },
    )
  })
})

describe('whom a session was good for the last time', () => {
  it('is known without asking the database, and is the very caller that is found while nothing about it changes', async () => {
    const ada = await world.addPerson()
    const headers = { cookie: await routes.cookieOf(ada.email) }
    const { lastCaller } = world.authenticator
    expect(lastCaller(headers)).toBeNull()
    const found = await authenticate(headers)
    expect(found).not.toBeNull()
    expect(lastCaller(headers)).toBe(found)
    expect(await authenticate(headers)).toBe(found)
    await world.owner.query("UPDATE memberships SET reach = 'subtree' WHERE id = $1", [ada.membershipId])
    expect(lastCaller(headers)).toBe(found)
    const changed = await authenticate(headers)
    expect(changed?.scope.reach).toBe('subtree')
    expect(lastCaller(headers)).toBe(changed)
    await routes.post('/sign-out', {}, headers)
    expect(await authenticate(headers)).toBeNull()
    expect(lastCaller(headers)).toBeNull()
  })
})

describe('the membership of a session', () => {
  it('is the oldest at sign-in until another is chosen', async () => {
    const ada = await world.addPerson()
    const other = await world.addProvider()
    const second = await world.addMembership(ada.accountId, other)
    const session = await routes.cookieOf(ada.email)
    const first = await authenticate({ cookie: session })
    expect(first?.scope.membershipId).toBe(ada.membershipId)
    const sessionId = first?.sessionId ?? ''
    await switchMembership(world.auth, { sessionId, accountId: ada.accountId, membershipId: second })
    expect((await authenticate({ cookie: session }))?.scope).toMatchObject({ providerId: other, membershipId: second })
  })

  it('cannot be somebody else’s, nor changed in somebody else’s session', async () => {
    const [ada, bob] = [await world.addPerson(), await world.addPerson()]
    const session = await routes.cookieOf(ada.email)
    const sessionId = (await authenticate({ cookie: session }))?.sessionId ?? ''
    const change = { sessionId, accountId: ada.accountId, membershipId: bob.membershipId }
    await expect(switchMembership(world.auth, change)).rejects.toMatchObject({ code: 'not_found' })
    const foreign = { sessionId, accountId: bob.accountId, membershipId: bob.membershipId }
    await expect(switchMembership(world.auth, foreign)).rejects.toMatchObject({ code: 'not_found' })
    expect((await authenticate({ cookie: session }))?.scope.membershipId).toBe(ada.membershipId)
  })

  it('ends the session’s use with the next request once it is deactivated, chosen or not', async () => {
    const ada = await world.addPerson()
    const session = await routes.cookieOf(ada.email)
    const sessionId = (await authenticate({ cookie: session }))?.sessionId ?? ''
    const setStatus = (status: string) =>
      world.owner.query('UPDATE memberships SET status = $2 WHERE id = $1', [ada.membershipId, status])
    for (const status of ['deactivated', 'pending']) {
      await setStatus(status)
      expect(await authenticate({ cookie: session })).toBeNull()
    }
    await setStatus('active')
    await world.addMembership(ada.accountId, await world.addProvider())
    await switchMembership(world.auth, { sessionId, accountId: ada.accountId, membershipId: ada.membershipId })
    await setStatus('deactivated')
    expect(await authenticate({ cookie: session })).toBeNull()
  })

  it('never slides into another provider; signing in again leads to what is left', async () => {
    const ada = await world.addPerson()
    const other = await world.addProvider()
    const second = await world.addMembership(ada.accountId, other)
    const session = await routes.cookieOf(ada.email)
    expect((await authenticate({ cookie: session }))?.scope.providerId).toBe(ada.providerId)
    await world.owner.query("UPDATE memberships SET status = 'deactivated' WHERE id = $1", [ada.membershipId])
    expect(await authenticate({ cookie: session })).toBeNull()
    const again = await routes.cookieOf(ada.email)
    expect((await authenticate({ cookie: again }))?.scope).toMatchObject({ providerId: other, membershipId: second })
    await world.owner.query("UPDATE memberships SET status = 'active' WHERE id = $1", [ada.membershipId])
    expect((await authenticate({ cookie: again }))?.scope.membershipId).toBe(second)
  })

  it('is missing for good in a session that began without one', async () => {
    const ada = await world.addPerson()
    await world.owner.query("UPDATE memberships SET status = 'deactivated' WHERE id = $1", [ada.membershipId])
    const session = await routes.cookieOf(ada.email)
    await world.owner.query("UPDATE memberships SET status = 'active' WHERE id = $1", [ada.membershipId])
    expect(await authenticate({ cookie: session })).toBeNull()
    expect(await authenticate({ cookie: await routes.cookieOf(ada.email) })).not.toBeNull()
  })

  it('takes role changes with the next request', async () => {
    const ada = await world.addPerson()
    const session = await routes.cookieOf(ada.email)
    await world.owner.query("UPDATE roles SET permissions = '{devices.read}' WHERE provider_id = $1", [ada.providerId])
    expect([...((await authenticate({ cookie: session }))?.permissions ?? [])]).toEqual(['devices.read'])
  })

  it('lets nobody change what their role may not read', async () => {
    const ada = await world.addPerson()
    const session = await routes.cookieOf(ada.email)
    await world.owner.query(
      "UPDATE roles SET permissions = '{customers.update,organizations.move,devices.write,devices.read,notes.write}' WHERE provider_id = $1",
      [ada.providerId],
    )
    const allowed = (await authenticate({ cookie: session }))?.permissions
    expect([...(allowed ?? [])].sort()).toEqual(['devices.read', 'devices.write'])
  })

  it.each(['disabled', 'suspended', 'offboarding', 'archived'])(
    'is shut while its organization, or one above, is %s; the provider’s own people stay in',
    async (status) => {
      const ada = await world.addPerson()
      const partner = await world.addOrganization(ada.providerId, ada.providerId, 'partner')
      const customer = await world.addOrganization(ada.providerId, partner, 'customer')
      const bob = await world.addPerson()
      await world.owner.query('DELETE FROM memberships WHERE id = $1', [bob.membershipId])
      await world.addMembership(bob.accountId, ada.providerId, customer)
      const [adas, bobs] = [await routes.cookieOf(ada.email), await routes.cookieOf(bob.email)]
      expect((await authenticate({ cookie: bobs }))?.organization).toMatchObject({ id: customer, type: 'customer' })
      const setStatus = (id: string, to: string) =>
        world.owner.query('UPDATE organizations SET status = $2 WHERE id = $1', [id, to])
      for (const id of [customer, partner, ada.providerId]) {
        await setStatus(id, status)
        expect((await authenticate({ cookie: bobs })) === null).toBe(id !== ada.providerId)
        expect(await authenticate({ cookie: adas })).not.toBeNull()
        await setStatus(id, 'active')
      }
      expect(await authenticate({ cookie: bobs })).not.toBeNull()
    },
  )
})

describe('an API key', () => {
  it('acts for its membership and leaves when it was used, to the minute', async () => {
    const key = await world.addApiKey(person)
    const lastUsed = async () =>
      (await world.owner.query<{ at: Date | null }>('SELECT last_used_at AS at FROM api_keys WHERE id = $1', [key.id]))
        .rows[0]?.at
    expect(await authenticate({ authorization: `Bearer ${key.key}` })).toMatchObject({
      kind: 'api_key',
      sessionId: null,
      accountId: person.accountId,
      scope: { providerId: person.providerId, membershipId: person.membershipId },
    })
    await expect.poll(lastUsed, { timeout: 5000, interval: 5 }).toBeInstanceOf(Date)
    const first = await lastUsed()
    await authenticate({ authorization: `Bearer ${key.key}` })
    expect(await lastUsed()).toEqual(first)
    await world.owner.query("UPDATE api_keys SET last_used_at = now() - interval '2 minutes' WHERE id = $1", [key.id])
    await authenticate({ authorization: `Bearer ${key.key}` })
    await expect.poll(async () => Number(await lastUsed()) >= Number(first), { timeout: 5000, interval: 5 }).toBe(true)
  })

  it('is refused under another provider’s id, expired, changed, or without an active membership', async () => {
    const bob = await world.addPerson()
    const { id, key } = await world.addApiKey(bob)
    const use = (text: string, scheme = 'Bearer') => authenticate({ authorization: `${scheme} ${text}` })
    expect(await use(key)).not.toBeNull()
    const hex = (uuid: string) => uuid.replaceAll('-', '')
    expect(await use(key.replace(hex(bob.providerId), hex(person.providerId)))).toBeNull()
    expect(await use(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toBeNull()
    expect(await use(key, 'Basic')).toBeNull()
    expect(await use(`${key} `)).toBeNull()
    await world.owner.query("UPDATE memberships SET status = 'deactivated' WHERE id = $1", [bob.membershipId])
    expect(await use(key)).toBeNull()
    await world.owner.query("UPDATE memberships SET status = 'active' WHERE id = $1", [bob.membershipId])
    await world.owner.query('UPDATE api_keys SET expires_at = now() WHERE id = $1', [id])
    expect(await use(key)).toBeNull()
  })

  it('is refused even beside a good cookie', async () => {
    expect(await authenticate({ cookie, authorization: 'Bearer something' })).toBeNull()
    expect(await authenticate({ cookie, authorization: '' })).toBeNull()
  })
})

async function storedSession(accountId: string): Promise<string> {
  const token = newSessionToken()
  await world.owner.query(
    `INSERT INTO auth.sessions (id, account_id, token_hash, expires_at, created_at, updated_at)
     VALUES (gen_random_uuid(), $1, $2, now() + interval '1 hour', now(), now())`,
    [accountId, hashSessionToken(token)],
  )
  return token
}
