import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setPassword } from './accounts.ts'
import { cookieFrom, goodPassword, publicUrl, startRoutes, startWorld, type World } from './auth.fixture.ts'

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

describe('signing in', () => {
  it('sets one cookie that only this host gets, over https, out of reach of scripts', async () => {
    const person = await world.addPerson()
    const answer = await routes.signIn(person.email)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ user: { id: person.accountId, email: person.email, name: 'Ada' } })
    const [cookie = '', ...others] = [answer.headers['set-cookie'] ?? []].flat()
    expect(others).toEqual([])
    expect(cookie).toMatch(/^__Host-tenantry\.session_token=/)
    expect(cookie.split('; ').slice(1).sort()).toEqual([
      'HttpOnly',
      'Max-Age=2592000',
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ])
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('is told of, in vain or not, so that the audit log has it soon', async () => {
    let told = 0
    const own = await startRoutes(world, { onUse: () => (told += 1) })
    const person = await world.addPerson()
    expect((await own.signIn(person.email)).statusCode).toBe(200)
    await expect.poll(() => told).toBe(1)
    expect((await own.signIn(person.email, 'some other password')).statusCode).toBe(401)
    await expect.poll(() => told).toBe(2)
    await own.server.close()
  })

  it('takes the email in any case and width', async () => {
    const person = await world.addPerson()
    expect((await routes.signIn(person.email.toUpperCase())).statusCode).toBe(200)
    expect((await routes.signIn(person.email.replace('person', 'ｐｅｒｓｏｎ'))).statusCode).toBe(200)
  })

  it('answers alike for a wrong password and for an unknown address', async () => {
    const person = await world.addPerson()
    const wrong = await routes.signIn(person.email, 'some other password')
    const unknown = await routes.signIn('nobody@example.com', 'some other password')
    const body = (answer: typeof wrong) => ({ ...answer.json(), requestId: '' })
    expect(wrong.statusCode).toBe(401)
    expect(body(wrong)).toMatchObject({ code: 'not_signed_in', detail: 'Email or password is wrong' })
    expect(body(unknown)).toEqual(body(wrong))
    expect(Object.keys(unknown.headers)).toEqual(Object.keys(wrong.headers))
    expect(wrong.headers['set-cookie']).toBeUndefined()
  })

  it('refuses what it does not know, before it tries, and says how to sign in where it was wrong', async () => {
    const { email } = await world.addPerson()
    const answer = await routes.post('/sign-in/email', { email, password: goodPassword, rememberMe: 'yes' })
    expect([answer.statusCode, answer.json().errors]).toMatchObject([
      422,
      [{ path: 'rememberMe', code: 'unknown_field' }],
    ])
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect((await routes.signIn(email, 'some other password')).headers['www-authenticate']).toBe('Bearer')
  })

  it('says of a password that it is too long, and of one that is missing that it is needed', async () => {
    const { email } = await world.addPerson()
    const problemOf = async (password: string) => {
      const answer = await routes.post('/sign-in/email', { email, password })
      return answer.json().errors?.[0] ?? answer.json().code
    }
    expect(await problemOf('x'.repeat(1000))).toBe('not_signed_in')
    expect(await problemOf('x'.repeat(1001))).toEqual({
      path: 'password',
      code: 'too_big',
      message: 'At most 1000 characters',
    })
    expect(await problemOf('')).toMatchObject({ path: 'password', code: 'required' })
  })

  it('keeps neither the token nor the password as they are', async () => {
    const person = await world.addPerson()
    const cookie = await routes.cookieOf(person.email)
    const token = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? ''
    expect(token).toMatch(/^[\w-]{43}$/)
    const { rows } = await world.owner.query<{ text: string }>(
      `SELECT concat((SELECT json_agg(s) FROM auth.sessions s), (SELECT json_agg(c) FROM auth.credentials c), (SELECT json_agg(e) FROM auth.events e)) AS text`,
    )
    expect(rows[0]?.text).toContain('$argon2id$v=19$m=1024,t=1,p=1$')
    expect(rows[0]?.text).not.toContain(token)
    expect(rows[0]?.text).not.toContain(goodPassword)
  })

  it('survives a restart of the server', async () => {
    const person = await world.addPerson()
    const cookie = await routes.cookieOf(person.email)
    const other = await startRoutes(world)
    const answer = await other.server.inject({ url: '/api/auth/get-session', headers: { cookie } })
    await other.server.close()
    expect(answer.json()).toMatchObject({ user: { id: person.accountId } })
    expect(await world.authenticator.authenticate({ cookie })).toMatchObject({ accountId: person.accountId })
  })

  it('prolongs a session once a day', async () => {
    const person = await world.addPerson()
    const cookie = await routes.cookieOf(person.email)
    const read = () => routes.server.inject({ url: '/api/auth/get-session', headers: { cookie } })
    expect((await read()).headers['set-cookie']).toBeUndefined()
    await world.owner.query("UPDATE auth.sessions SET expires_at = now() + interval '2 days' WHERE account_id = $1", [
      person.accountId,
    ])
    const prolonged = await read()
    expect(cookieFrom(prolonged)).toBe(cookie)
    expect(Date.parse(prolonged.json().session.expiresAt) - Date.now()).toBeGreaterThan(29 * 86_400_000)
    expect(JSON.stringify(prolonged.json())).not.toContain('token')
  })
})

describe('signing out', () => {
  it('ends the session at once', async () => {
    const person = await world.addPerson()
    const cookie = await routes.cookieOf(person.email)
    expect(await world.authenticator.authenticate({ cookie })).not.toBeNull()
    const answer = await routes.post('/sign-out', {}, { cookie })
    expect(answer.statusCode).toBe(200)
    expect(String(answer.headers['set-cookie'])).toContain('__Host-tenantry.session_token=; Max-Age=0')
    expect(await world.authenticator.authenticate({ cookie })).toBeNull()
  })

  it('answers without a session, too', async () => {
    expect((await routes.post('/sign-out')).statusCode).toBe(200)
    const answer = await routes.server.inject({ url: '/api/auth/get-session' })
    expect([answer.statusCode, answer.body]).toEqual([200, 'null'])
  })
})

describe('what happens to a way in', () => {
  it('is kept with the address of the client, the whole of it', async () => {
    const person = await world.addPerson()
    const from = (address: string) => ({ 'x-forwarded-for': address })
    const signIn = (password: string, address: string) =>
      routes.post('/sign-in/email', { email: person.email, password }, from(address))
    const cookie = cookieFrom(await signIn(goodPassword, '2001:db8:1:2:3:4:5:6'))
    await routes.post('/sign-out', {}, { cookie, ...from('192.0.2.8') })
    await signIn('some other password', '192.0.2.9')
    await signIn(goodPassword, '192.0.2.10')
    await routes.post('/request-password-reset', { email: person.email })
    await expect.poll(() => routes.mails.find(({ to }) => to === person.email), { interval: 5 }).toBeDefined()
    const link = routes.mails.find(({ to }) => to === person.email)?.url ?? ''
    const token = new URL(link).searchParams.get('token')
    const reset = { token, newPassword: 'an entirely different sentence' }
    expect((await routes.post('/reset-password', reset, from('192.0.2.11'))).statusCode).toBe(200)
    const kept = async () => {
      const { rows } = await world.owner.query<{ line: string }>(
        "SELECT concat_ws(' ', kind, source) AS line FROM auth.events WHERE account_id = $1 AND kind ~ 'session|changed|failed'",
        [person.accountId],
      )
      return rows.map(({ line }) => line).sort()
    }
    const expected = [
      'password_changed 192.0.2.11',
      'session_ended 192.0.2.11',
      'session_ended 192.0.2.8',
      'session_started 192.0.2.10',
      'session_started 2001:db8:1:2:3:4:5:6',
      'sign_in_failed 192.0.2.9',
    ]
    await expect.poll(kept, { interval: 5 }).toEqual(expected)
  })
})

describe('what can be reached', () => {
  it.each([
    ['POST', '/sign-up/email'],
    ['POST', '/change-email'],
    ['POST', '/update-user'],
    ['POST', '/delete-user'],
    ['GET', '/list-sessions'],
    ['POST', '/revoke-sessions'],
    ['POST', '/sign-in/social'],
    ['GET', '/verify-email'],
    ['GET', '/reset-password/abc'],
    ['GET', '/ok'],
    ['GET', '/error'],
    ['GET', ''],
    ['POST', '/sign-in/email/'],
    ['POST', '//sign-in/email'],
    ['POST', '/sign-in%2Femail'],
    ['POST', '/Sign-In/Email'],
  ] as const)('does not know %s %s', async (method, path) => {
    const answer = await routes.server.inject({ method, url: `/api/auth${path}`, headers: { origin: publicUrl } })
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ code: 'not_found' })
  })

  it.each([
    ['GET', '/sign-in/email'],
    ['POST', '/get-session'],
    ['HEAD', '/get-session'],
    ['DELETE', '/sign-out'],
  ] as const)('does not do anything for %s %s', async (method, path) => {
    const answer = await routes.server.inject({ method, url: `/api/auth${path}`, headers: { origin: publicUrl } })
    expect(answer.statusCode).toBe(405)
  })

  it('refuses pages of other sites, with and without a cookie', async () => {
    const person = await world.addPerson()
    const body = { email: person.email, password: goodPassword }
    const elsewhere = await routes.post('/sign-in/email', body, { origin: 'https://evil.example' })
    expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([403, 'origin_rejected'])
    const url = '/api/auth/sign-in/email'
    const inject = (headers: Record<string, string>) =>
      routes.server.inject({ method: 'POST', url, payload: body, headers })
    expect((await inject({ 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
    expect((await inject({ cookie: 'anything=1' })).statusCode).toBe(403)
    expect((await inject({ origin: 'null' })).statusCode).toBe(403)
    expect((await inject({ 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200)
    expect((await inject({})).statusCode).toBe(200)
  })

  it('takes JSON only', async () => {
    const inject = (type: string, payload: string) =>
      routes.server.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload,
        headers: { origin: publicUrl, 'content-type': type },
      })
    expect((await inject('application/x-www-form-urlencoded', 'email=a@example.com&password=b')).statusCode).toBe(415)
    expect((await inject('text/plain', '{"email":"a@example.com","password":"b"}')).statusCode).toBe(415)
    expect((await inject('application/json', '{"email":')).statusCode).toBe(400)
    const missing = await inject('application/json', '{"email":["a@example.com"]}')
    expect(missing.statusCode).toBe(422)
    expect(missing.json().errors.map((each: { path: string }) => each.path)).toEqual(['email', 'password'])
  })
})

describe('too many tries', () => {
  const limits = { perClient: 3, perAddress: 5, perAccount: 8, perMailbox: 3, windowMinutes: 15 }
  const guess = (server: Awaited<ReturnType<typeof startRoutes>>, email: string, from: string) =>
    server.post('/sign-in/email', { email, password: 'some other password' }, { 'x-forwarded-for': from })

  it('stops those of one client for one account, known or not, over all servers', async () => {
    const servers = [
      await startRoutes(world, { attemptLimits: limits }),
      await startRoutes(world, { attemptLimits: limits }),
    ] as const
    const person = await world.addPerson()
    for (const [number, email] of [person.email, 'unheard-of@example.com'].entries()) {
      const from = `192.0.2.${10 + number}`
      const answers = []
      for (let round = 0; round < 4; round++) answers.push(await guess(servers[round % 2 === 0 ? 0 : 1], email, from))
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 429])
      expect(answers[3]?.json()).toMatchObject({ code: 'rate_limited' })
      expect(Number(answers[3]?.headers['retry-after'])).toBeGreaterThan(800)
    }
    const rightOne = (from: string) =>
      servers[0].post('/sign-in/email', { email: person.email, password: goodPassword }, { 'x-forwarded-for': from })
    // Even the right password has to wait there, and works again when the window is over; its owner is elsewhere.
    expect((await rightOne('192.0.2.10')).statusCode).toBe(429)
    expect((await rightOne('192.0.2.99')).statusCode).toBe(200)
    await world.owner.query('UPDATE auth.attempts SET window_ends_at = now()')
    expect((await rightOne('192.0.2.10')).statusCode).toBe(200)
    for (const { server } of servers) await server.close()
  })

  it('slows those of many clients for one account, known or not, and shuts nobody out for long', async () => {
    const routes = await startRoutes(world, { attemptLimits: limits })
    const person = await world.addPerson()
    for (const [number, email] of [person.email, 'never-seen@example.com'].entries()) {
      const waits: number[] = []
      for (let round = 0; round < 8 + 33; round++) {
        const answer = await guess(routes, email, `10.${number}.0.${round}`)
        waits.push(answer.statusCode === 429 ? Number(answer.headers['retry-after']) : 0)
        await world.owner.query(
          "UPDATE auth.attempts SET window_ends_at = now() WHERE window_ends_at < now() + interval '65 seconds' AND $1",
          [round % 2 === 0],
        )
      }
      expect(waits.slice(0, 9)).toEqual(Array(9).fill(0))
      const refused = waits.filter((wait) => wait > 0)
      expect(refused[0]).toBe(1)
      expect(refused.at(-1)).toBeGreaterThan(50)
      expect(Math.max(...refused)).toBeLessThanOrEqual(60)
    }
    await routes.server.close()
  })

  it('from elsewhere do not hold up a person where they have signed in before', async () => {
    const routes = await startRoutes(world, { attemptLimits: limits })
    const person = await world.addPerson()
    const signInFrom = (from: string) =>
      routes.post('/sign-in/email', { email: person.email, password: goodPassword }, { 'x-forwarded-for': from })
    expect((await signInFrom('2001:db8:7:7::1')).statusCode).toBe(200)
    for (let round = 0; round < 40; round++) await guess(routes, person.email, `10.9.0.${round}`)
    // However long those took: the wait that they have brought about begins now.
    await world.owner.query(
      "UPDATE auth.attempts SET window_ends_at = now() + interval '1 minute' WHERE count = 1 AND window_ends_at < now() + interval '5 minutes'",
    )
    expect((await signInFrom('10.9.1.1')).statusCode).toBe(429)
    expect((await signInFrom('2001:db8:7:7::2')).statusCode).toBe(200)
    await routes.server.close()
  })

  it('stops them for an address of the client, an IPv6 network counting as one', async () => {
    const { server, post } = await startRoutes(world, { attemptLimits: limits })
    const attempt = (round: number, address: string) =>
      post('/sign-in/email', { email: `guess-${round}@example.com`, password: 'x' }, { 'x-forwarded-for': address })
    const statuses: number[] = []
    for (let round = 0; round < 6; round++)
      statuses.push((await attempt(round, `2001:db8:1:2::${round + 1}`)).statusCode)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    expect((await attempt(7, '2001:db8:1:3::1')).statusCode).toBe(401)
    await server.close()
  })

  it('lets none slip through when many come at once', async () => {
    const { server, post } = await startRoutes(world, { attemptLimits: limits })
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, number) =>
        post(
          '/sign-in/email',
          { email: 'hammered@example.com', password: 'x' },
          { 'x-forwarded-for': `198.51.100.${number}` },
        ),
      ),
    )
    expect(answers.filter((answer) => answer.statusCode === 401)).toHaveLength(9)
    await server.close()
  })

  it('are forgotten when the person gets a new password', async () => {
    const routes = await startRoutes(world, { attemptLimits: limits })
    const person = await world.addPerson()
    const signInFrom = (from: string) =>
      routes.post('/sign-in/email', { email: person.email, password: goodPassword }, { 'x-forwarded-for': from })
    for (let round = 0; round < 3; round++) await guess(routes, person.email, '203.0.113.7')
    expect((await signInFrom('203.0.113.7')).statusCode).toBe(429)
    await setPassword(world.auth, person.email, goodPassword, { memoryKiB: 8, passes: 1 })
    expect((await signInFrom('203.0.113.7')).statusCode).toBe(200)
    await routes.server.close()
  })

  it('does not count what succeeds', async () => {
    const { server, signIn } = await startRoutes(world, { attemptLimits: limits })
    const person = await world.addPerson()
    for (let round = 0; round < 7; round++) expect((await signIn(person.email)).statusCode).toBe(200)
    await server.close()
  })
})
