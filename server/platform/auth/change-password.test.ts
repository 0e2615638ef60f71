import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goodPassword, startRoutes, startWorld, type World } from './auth.fixture.ts'

const next = 'nine patient herons 57'
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

const change = (cookie: string, part: object = {}, by = routes) =>
  by.post('/change-password', { currentPassword: goodPassword, newPassword: next, ...part }, { cookie })

const isAlive = async (cookie: string) => (await world.authenticator.authenticate({ cookie })) !== null

describe('changing one’s own password', () => {
  it('keeps the session that it is changed in and ends every other one, keys and links with them', async () => {
    const person = await world.addPerson()
    const [mine, other] = [await routes.cookieOf(person.email), await routes.cookieOf(person.email)]
    const { key } = await world.addApiKey(person)
    await routes.post('/request-password-reset', { email: person.email })
    await expect.poll(() => routes.mails.filter(({ to }) => to === person.email).length).toBe(1)
    const token = new URL(routes.mails.find(({ to }) => to === person.email)?.url ?? '').searchParams.get('token')
    const answer = await change(mine)
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: true }])
    expect([await isAlive(mine), await isAlive(other)]).toEqual([true, false])
    expect(await world.authenticator.authenticate({ authorization: `Bearer ${key}` })).toBeNull()
    const late = await routes.post('/reset-password', { token, newPassword: 'some quite other words' })
    expect(late.statusCode).toBe(422)
    expect((await routes.signIn(person.email)).statusCode).toBe(401)
    expect((await routes.signIn(person.email, next)).statusCode).toBe(200)
  })

  it('leaves everybody else signed in', async () => {
    const [person, bystander] = [await world.addPerson(), await world.addPerson()]
    const theirs = await routes.cookieOf(bystander.email)
    await change(await routes.cookieOf(person.email))
    expect(await isAlive(theirs)).toBe(true)
    expect((await routes.signIn(bystander.email)).statusCode).toBe(200)
  })

  it('is recorded with the client’s address, for the person and for each session that ended', async () => {
    const person = await world.addPerson()
    const [mine] = [await routes.cookieOf(person.email), await routes.cookieOf(person.email)]
    await change(mine)
    const { rows } = await world.owner.query<{ kind: string; source: string }>(
      "SELECT kind, source FROM auth.events WHERE account_id = $1 AND kind IN ('password_changed', 'session_ended') ORDER BY kind",
      [person.accountId],
    )
    expect(rows).toEqual([
      { kind: 'password_changed', source: '127.0.0.1' },
      { kind: 'session_ended', source: '127.0.0.1' },
    ])
  })

  it.each([
    [{ currentPassword: 'some other password' }, 'currentPassword: password_wrong'],
    [{ newPassword: 'too short' }, 'newPassword: password_too_short'],
    [{ newPassword: 'password1234' }, 'newPassword: password_guessable'],
    [{ newPassword: 'provider ada 2026' }, 'newPassword: password_guessable'],
    [{ newPassword: goodPassword }, 'newPassword: password_unchanged'],
    [{ newPassword: '' }, 'newPassword: required'],
    [{ currentPassword: 42 }, 'currentPassword: required'],
  ])('refuses %o and changes nothing', async (part, problem) => {
    const person = await world.addPerson()
    const [mine, other] = [await routes.cookieOf(person.email), await routes.cookieOf(person.email)]
    const answer = await change(mine, part)
    expect(answer.statusCode).toBe(422)
    expect(answer.json().errors.map(({ path, code }: { path: string; code: string }) => `${path}: ${code}`)).toEqual([
      problem,
    ])
    expect([await isAlive(mine), await isAlive(other)]).toEqual([true, true])
    expect((await routes.signIn(person.email)).statusCode).toBe(200)
  })

  it('says of every new password that is too long the same', async () => {
    const cookie = await routes.cookieOf((await world.addPerson()).email)
    const tooLong = { path: 'newPassword', code: 'password_too_long', message: 'Use at most 256 characters' }
    for (const length of [257, 1001])
      expect((await change(cookie, { newPassword: 'x'.repeat(length) })).json().errors, `${length}`).toEqual([tooLong])
  })

  it('needs a session that is alive, before anything else is looked at', async () => {
    const person = await world.addPerson()
    const cookie = await routes.cookieOf(person.email)
    await routes.post('/sign-out', {}, { cookie })
    for (const broken of [cookie, '', `${cookie}x`]) {
      const answer = await change(broken, { newPassword: '' })
      expect([answer.statusCode, answer.json().code], broken).toEqual([401, 'not_signed_in'])
    }
  })

  it('is refused to the page of another site', async () => {
    const cookie = await routes.cookieOf((await world.addPerson()).email)
    const answer = await routes.post(
      '/change-password',
      { currentPassword: goodPassword, newPassword: next },
      { cookie, origin: 'https://evil.example' },
    )
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'origin_rejected'])
  })

  it('lets nobody guess the current password through a session that was left open', async () => {
    const few = await startRoutes(world, {
      attemptLimits: { perClient: 3, perAddress: 100, perAccount: 100, perMailbox: 10, windowMinutes: 15 },
    })
    const person = await world.addPerson()
    const cookie = await few.cookieOf(person.email)
    const statuses = []
    for (let guess = 0; guess < 5; guess += 1)
      statuses.push((await change(cookie, { currentPassword: `guess number ${guess}` }, few)).statusCode)
    expect(statuses).toEqual([422, 422, 422, 429, 429])
    expect((await change(cookie, {}, few)).statusCode).toBe(429)
    await few.server.close()
  })

  it('counts once of several at the same moment', async () => {
    const person = await world.addPerson()
    const cookie = await routes.cookieOf(person.email)
    const tries = ['first patient heron', 'second patient heron', 'third patient heron']
    const answers = await Promise.all(tries.map((newPassword) => change(cookie, { newPassword })))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 422, 422])
    const won = tries[answers.findIndex(({ statusCode }) => statusCode === 200)] ?? ''
    expect((await routes.signIn(person.email, won)).statusCode).toBe(200)
  })
})
