import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieFrom, goodPassword, startRoutes, startWorld, type TestPerson, type World } from './auth.fixture.ts'

const newPassword = 'a gate that nobody has opened'
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

const mailTo = (email: string) =>
  expect.poll(() => routes.mails.find((mail) => mail.to === email), { timeout: 5000, interval: 5 }).toBeDefined()

async function tokenFor(person: TestPerson): Promise<string> {
  routes.mails.length = 0
  expect((await routes.post('/request-password-reset', { email: person.email })).statusCode).toBe(200)
  await mailTo(person.email)
  return new URL(routes.mails[0]?.url ?? '').searchParams.get('token') ?? ''
}

const reset = (token: string, password = newPassword) =>
  routes.post('/reset-password', { token, newPassword: password })

describe('asking for a link', () => {
  it('answers alike, and mails only who has an account', async () => {
    const person = await world.addPerson()
    const unknown = await routes.post('/request-password-reset', { email: 'nobody@example.com' })
    const known = await routes.post('/request-password-reset', { email: person.email })
    expect([unknown.statusCode, unknown.body]).toEqual([200, '{"status":true}'])
    expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body])
    await mailTo(person.email)
    expect(routes.mails.map((mail) => mail.to)).not.toContain('nobody@example.com')
  })

  it('refuses what it does not know alike, whoever has an account, and mails nobody', async () => {
    const limited = await startRoutes(world)
    const person = await world.addPerson()
    for (const email of [person.email, 'nobody@example.com']) {
      const answer = await limited.post('/request-password-reset', { email, redirectTo: '/elsewhere' })
      const field = { path: 'redirectTo', code: 'unknown_field', message: 'There is no such field' }
      expect([email, answer.statusCode, answer.json().errors]).toEqual([email, 422, [field]])
    }
    await limited.server.close()
    expect(limited.mails).toEqual([])
  })

  it('builds the link from the configured address, whatever the request says', async () => {
    const person = await world.addPerson()
    const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }
    await routes.post('/request-password-reset', { email: person.email }, forged)
    await mailTo(person.email)
    const mail = routes.mails.find((each) => each.to === person.email)
    expect(mail).toMatchObject({
      name: 'Ada',
      url: expect.stringMatching(/^https:\/\/msp\.example\/reset-password\?token=\w{24}$/),
    })
  })

  it('answers before a slow mail server does, and waits for it when the app closes', async () => {
    let deliver = () => {}
    const delivered = new Promise<void>((resolve) => {
      deliver = resolve
    })
    const slow = await startRoutes(world, { sendResetMail: () => delivered })
    const person = await world.addPerson()
    expect((await slow.post('/request-password-reset', { email: person.email })).statusCode).toBe(200)
    const closed = slow.server.close()
    expect(slow.mails).toEqual([])
    deliver()
    await closed
    expect(slow.mails.map((mail) => mail.to)).toEqual([person.email])
  })

  it('answers before it is looked up who has an account, so that its time tells nothing', async () => {
    const person = await world.addPerson()
    const holder = await world.owner.connect()
    try {
      await holder.query('BEGIN')
      await holder.query('LOCK TABLE auth.accounts IN ACCESS EXCLUSIVE MODE')
      for (const email of [person.email, 'nobody@example.com'])
        expect((await routes.post('/request-password-reset', { email })).statusCode).toBe(200)
      expect(routes.mails.map((mail) => mail.to)).not.toContain(person.email)
    } finally {
      await holder.query('ROLLBACK')
      holder.release()
    }
    await mailTo(person.email)
  })

  it('notes a mail that could not be sent, and answers all the same', async () => {
    const broken = await startRoutes(world, { sendResetMail: () => Promise.reject(new Error('No route to host')) })
    const person = await world.addPerson()
    expect((await broken.post('/request-password-reset', { email: person.email })).statusCode).toBe(200)
    await broken.server.close()
    expect(broken.errors.length).toBeGreaterThan(0)
  })
})

describe('asking about a link', () => {
  it('counts as a try where it opens nothing, and as none where it does', async () => {
    const limits = { perClient: 3, perAddress: 3, perAccount: 8, perMailbox: 3, windowMinutes: 15 }
    const limited = await startRoutes(world, { attemptLimits: limits })
    const token = await tokenFor(await world.addPerson())
    const asked = async (of: string) => {
      const from = { 'x-forwarded-for': '192.0.2.77' }
      return (await limited.post('/check-reset-link', { token: of }, from)).statusCode
    }
    for (let round = 0; round < 4; round++) expect(await asked(token)).toBe(200)
    const guesses = []
    for (let round = 0; round < 4; round++) guesses.push(await asked('w'.repeat(24)))
    expect(guesses).toEqual([422, 422, 422, 429])
    expect(await asked(token)).toBe(429)
    await limited.server.close()
  })
})

describe('using a link', () => {
  it('sets the password, ends every session and works once', async () => {
    const person = await world.addPerson()
    const cookies = [await routes.cookieOf(person.email), await routes.cookieOf(person.email)]
    const token = await tokenFor(person)
    const check = (of: string) => routes.post('/check-reset-link', { token: of })
    expect((await check(token)).json()).toEqual({ status: true, person: { email: person.email, name: 'Ada' } })
    const answer = await reset(token)
    expect([answer.statusCode, answer.body]).toEqual([200, '{"status":true}'])
    // Used up is told before a password is chosen, as of one that never was.
    const [used, never] = [await check(token), await check('w'.repeat(24))]
    expect(used.statusCode).toBe(422)
    expect(used.json().errors).toMatchObject([{ path: 'token', code: 'token_invalid' }])
    expect(never.json().errors).toEqual(used.json().errors)
    expect(used.body).not.toMatch(new RegExp(`${person.email}|Ada`))
    for (const noToken of [await check('a\u0000b'), await reset('a\u0000b')])
      expect(noToken.json().errors).toMatchObject([{ path: 'token', code: 'text_control_character' }])
    for (const cookie of cookies) expect(await world.authenticator.authenticate({ cookie })).toBeNull()
    expect((await routes.signIn(person.email, goodPassword)).statusCode).toBe(401)
    expect((await routes.signIn(person.email, newPassword)).statusCode).toBe(200)
    const again = await reset(token, 'another gate that is closed')
    expect(again.statusCode).toBe(422)
    expect(again.json().errors).toMatchObject([{ path: 'token', code: 'token_invalid' }])
    expect((await routes.signIn(person.email, newPassword)).statusCode).toBe(200)
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
    expect((await reset(await tokenFor(person))).statusCode).toBe(200)
    expect(await Promise.all([...mine, theirs].map(opens))).toEqual([false, false, true])
  })

  it('lets one of two simultaneous uses win', async () => {
    const token = await tokenFor(await world.addPerson())
    const statuses = (await Promise.all([reset(token), reset(token), reset(token)])).map((answer) => answer.statusCode)
    expect(statuses.sort()).toEqual([200, 422, 422])
  })

  it('spends the older links of the same person, too', async () => {
    const person = await world.addPerson()
    const older = await tokenFor(person)
    expect((await reset(await tokenFor(person))).statusCode).toBe(200)
    expect((await reset(older)).statusCode).toBe(422)
  })

  it('refuses a link after half an hour', async () => {
    const person = await world.addPerson()
    const token = await tokenFor(person)
    const { rows } = await world.owner.query<{ minutes: number }>(
      'SELECT round(extract(epoch FROM expires_at - now()) / 60)::int AS minutes FROM auth.verifications WHERE account_id = $1',
      [person.accountId],
    )
    expect(rows).toEqual([{ minutes: 30 }])
    await world.owner.query('UPDATE auth.verifications SET expires_at = now() WHERE account_id = $1', [
      person.accountId,
    ])
    expect((await reset(token)).statusCode).toBe(422)
    expect((await routes.signIn(person.email)).statusCode).toBe(200)
  })

  it('leaves the link good when the new password is refused', async () => {
    const person = await world.addPerson()
    const token = await tokenFor(person)
    const local = person.email.split('@')[0] ?? ''
    for (const bad of ['short', `${local} and more`, 'Ada of Provider', 'aaaaaaaaaaaaaaaa']) {
      const answer = await reset(token, bad)
      expect([answer.statusCode, answer.json().errors[0].path]).toEqual([422, 'newPassword'])
    }
    const tooLong = { path: 'newPassword', code: 'password_too_long', message: 'Use at most 256 characters' }
    for (const length of [257, 1001])
      expect((await reset(token, 'x'.repeat(length))).json().errors, `${length}`).toEqual([tooLong])
    expect((await reset(token)).statusCode).toBe(200)
  })

  it('keeps the hash of a link only, which opens nothing', async () => {
    const token = await tokenFor(await world.addPerson())
    const { rows } = await world.owner.query<{ identifier_hash: string }>(
      'SELECT identifier_hash FROM auth.verifications',
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const { identifier_hash } of rows) {
      expect(identifier_hash).not.toContain(token)
      expect((await reset(identifier_hash)).statusCode).toBe(422)
    }
  })

  it('does not sign in by itself', async () => {
    expect(cookieFrom(await reset(await tokenFor(await world.addPerson())))).toBe('undefined')
  })
})
