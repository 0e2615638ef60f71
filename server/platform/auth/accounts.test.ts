import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount, findAccountByEmail, setPassword } from './accounts.ts'
import { tidySignIn } from './attempts.ts'
import { goodPassword, startRoutes, startWorld, testCost, type World } from './auth.fixture.ts'

let world: World
let routes: Awaited<ReturnType<typeof startRoutes>>

beforeAll(async () => {
  world = await startWorld()
  routes = await startRoutes(world)
})

afterAll(async () => {
  await routes.server.close()
  await world.close()
})

const create = (email: string, password = goodPassword) =>
  createAccount(world.auth, { email, name: 'Grace', password }, testCost)

async function eventsOf(accountId: string): Promise<string[]> {
  const { rows } = await world.owner.query<{ kind: string }>(
    'SELECT kind FROM auth.events WHERE account_id = $1 ORDER BY id',
    [accountId],
  )
  return rows.map((row) => row.kind)
}

describe('an account', () => {
  it('is one per address, however the address is written', async () => {
    const { accountId } = await create(' Grace@Example.com')
    for (const spelling of ['grace@example.com', 'GRACE@EXAMPLE.COM', 'ｇｒａｃｅ@example.com'])
      expect(await create(spelling, 'a wholly different password')).toEqual({ accountId })
    expect(await findAccountByEmail(world.auth, 'GRACE@example.com ')).toEqual({
      id: accountId,
      email: 'grace@example.com',
      name: 'Grace',
    })
    expect(await findAccountByEmail(world.auth, 'nobody@example.com')).toBeNull()
  })

  it('keeps its password when somebody invites its address again', async () => {
    await create('kept@example.com')
    await create('kept@example.com', 'the password of an impostor')
    expect((await routes.signIn('kept@example.com', 'the password of an impostor')).statusCode).toBe(401)
    expect((await routes.signIn('kept@example.com')).statusCode).toBe(200)
  })

  it('is made once when several ask at the same moment', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => create('raced@example.com')))
    expect(new Set(made.map((each) => each.accountId)).size).toBe(1)
    expect(await eventsOf(made[0]?.accountId ?? '')).toEqual(['account_created', 'credential_added'])
  })

  it.each(['no address', 'a@b', 'größe@example.com', 'a@пример.рф', `${'a'.repeat(250)}@example.com`])(
    'is not made for %s, which could not sign in',
    async (email) => {
      await expect(create(email)).rejects.toMatchObject({
        code: 'invalid_input',
        details: { errors: [{ path: 'email' }] },
      })
    },
  )

  it.each(["o'brien@example.com", 'first.last+tag@sub.example.co', 'x_y-z@1and1.com', 'ute@straße.example'])(
    'of %s can sign in',
    async (email) => {
      await create(email)
      expect((await routes.signIn(email)).statusCode).toBe(200)
    },
  )

  it('is not made with a password that is easy to guess', async () => {
    await expect(create('eve@example.com', 'tenantry tenantry')).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

describe('a password set by the operator', () => {
  it('replaces the old one, ends sessions and spends links', async () => {
    const person = await world.addPerson()
    const cookie = await routes.cookieOf(person.email)
    await routes.post('/request-password-reset', { email: person.email })
    await expect.poll(() => routes.mails.length, { timeout: 5000, interval: 5 }).toBe(1)
    await setPassword(world.auth, person.email.toUpperCase(), 'what the operator has typed', testCost)
    expect(await world.authenticator.authenticate({ cookie })).toBeNull()
    expect((await routes.signIn(person.email)).statusCode).toBe(401)
    expect((await routes.signIn(person.email, 'what the operator has typed')).statusCode).toBe(200)
    const token = new URL(routes.mails[0]?.url ?? '').searchParams.get('token')
    expect((await routes.post('/reset-password', { token, newPassword: 'one more new password' })).statusCode).toBe(422)
    await expect.poll(async () => (await eventsOf(person.accountId)).includes('sign_in_failed')).toBe(true)
    expect((await eventsOf(person.accountId)).toSorted()).toEqual(
      [
        ...['account_created', 'credential_added', 'session_started', 'reset_link_issued'],
        ...['password_changed', 'session_ended', 'reset_link_spent', 'session_started', 'sign_in_failed'],
      ].sort(),
    )
  })

  it('ends the API keys of the person under every provider, and nobody else’s', async () => {
    const [person, other] = [await world.addPerson(), await world.addPerson()]
    const providerId = await world.addProvider()
    const second = { providerId, membershipId: await world.addMembership(person.accountId, providerId) }
    const mine = [await world.addApiKey(person), await world.addApiKey(second)]
    const theirs = await world.addApiKey(other)
    const opens = async ({ key }: { key: string }) =>
      (await world.authenticator.authenticate({ authorization: `Bearer ${key}` })) !== null
    expect(await Promise.all([...mine, theirs].map(opens))).toEqual([true, true, true])
    await setPassword(world.auth, person.email, 'a password of the command line', testCost)
    expect(await Promise.all([...mine, theirs].map(opens))).toEqual([false, false, true])
  })

  it('takes no name of the person or of a company that they work for', async () => {
    const person = await world.addPerson()
    const attempt = setPassword(world.auth, person.email, 'Ada of Provider', testCost)
    await expect(attempt).rejects.toMatchObject({
      details: { errors: [{ path: 'password', code: 'password_guessable' }] },
    })
  })

  it('needs an account', async () => {
    const attempt = setPassword(world.auth, 'nobody@example.com', goodPassword, testCost)
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the schema of sign-in', () => {
  it('refuses to change a login email, whoever asks', async () => {
    const person = await world.addPerson()
    const statement = "UPDATE auth.accounts SET email = 'other@example.com' WHERE id = $1"
    await expect(world.owner.query(statement, [person.accountId])).rejects.toMatchObject({
      constraint: 'accounts_email_never_changes',
    })
    await expect(world.auth.query(statement, [person.accountId])).rejects.toMatchObject({ code: '42501' })
    await expect(world.app.query(statement, [person.accountId])).rejects.toMatchObject({ code: '42501' })
    const rename = "UPDATE auth.accounts SET name = 'Ada King' WHERE id = $1"
    expect((await world.auth.query(rename, [person.accountId])).rowCount).toBe(1)
  })

  it.each(['accounts', 'credentials', 'sessions', 'verifications', 'attempts', 'events'])(
    'keeps the application from %s',
    async (table) => {
      for (const statement of [
        `SELECT FROM auth.${table}`,
        `DELETE FROM auth.${table}`,
        `INSERT INTO auth.${table} DEFAULT VALUES`,
      ])
        await expect(world.app.query(statement)).rejects.toMatchObject({ code: '42501' })
    },
  )

  it('lets the role of sign-in neither forge events nor read tenants nor open sessions', async () => {
    for (const statement of [
      "INSERT INTO auth.events (account_id, kind) VALUES (gen_random_uuid(), 'account_created')",
      'DELETE FROM auth.events',
      'DELETE FROM auth.accounts',
      'SELECT FROM memberships',
      "SELECT auth.open_session('x')",
    ])
      await expect(world.auth.query(statement)).rejects.toMatchObject({ code: '42501' })
  })

  it('takes neither plain tokens nor plain passwords', async () => {
    const person = await world.addPerson()
    await expect(
      world.auth.query('UPDATE auth.credentials SET password = $2 WHERE account_id = $1', [
        person.accountId,
        goodPassword,
      ]),
    ).rejects.toMatchObject({ constraint: 'credentials_password' })
    await expect(
      world.auth.query(
        `INSERT INTO auth.sessions (id, account_id, token_hash, expires_at, created_at, updated_at)
         VALUES (gen_random_uuid(), $1, 'a token as it is', now(), now(), now())`,
        [person.accountId],
      ),
    ).rejects.toMatchObject({ constraint: 'sessions_token_hashed' })
  })

  it('runs what the application may call as the owner with a pinned search path, and for nobody else', async () => {
    const { rows } = await world.owner.query<{ name: string; config: string; grantees: string[] }>(
      `SELECT p.proname AS name, p.proconfig::text AS config,
         array(SELECT pg_get_userbyid(a.grantee)::text FROM aclexplode(p.proacl) a WHERE a.grantee <> p.proowner ORDER BY 1) AS grantees
       FROM pg_proc p WHERE p.pronamespace = 'auth'::regnamespace AND p.prosecdef ORDER BY 1`,
    )
    for (const { config } of rows) expect(config).toBe('{"search_path=pg_catalog, pg_temp"}')
    expect(Object.fromEntries(rows.map(({ name, grantees }) => [name, grantees]))).toEqual({
      access_below: ['tenantry_app'],
      choose_membership: [],
      end_sessions_below: ['tenantry_app'],
      ensure_account: ['tenantry_app'],
      forget_accounts: ['tenantry_app'],
      hand_over_events: ['tenantry_jobs'],
      memberships_of: ['tenantry_app', 'tenantry_auth'],
      open_api_key: ['tenantry_app'],
      open_membership: ['tenantry_app'],
      open_session: ['tenantry_app'],
      record_event: [],
      record_failed_sign_in: ['tenantry_auth'],
      rename_self: ['tenantry_app'],
      revoke_api_keys: [],
      take_events: ['tenantry_app'],
      usable_memberships: [],
    })
  })

  it('drops what has run out and nothing else', async () => {
    const person = await world.addPerson()
    const [kept, expired] = [await routes.cookieOf(person.email), await routes.cookieOf(person.email)]
    const { rows } = await world.owner.query<{ id: string }>(
      'SELECT id FROM auth.sessions WHERE account_id = $1 ORDER BY created_at',
      [person.accountId],
    )
    await world.owner.query('UPDATE auth.sessions SET expires_at = now() WHERE id = $1', [rows[1]?.id])
    await tidySignIn(world.auth)
    expect(await world.authenticator.authenticate({ cookie: kept })).not.toBeNull()
    expect(await world.authenticator.authenticate({ cookie: expired })).toBeNull()
    expect((await eventsOf(person.accountId)).filter((kind) => kind === 'session_ended')).toEqual([])
    const left = await world.owner.query('SELECT FROM auth.sessions WHERE account_id = $1', [person.accountId])
    expect(left.rowCount).toBe(1)
  })
})
