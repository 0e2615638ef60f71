import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../clock/clock.ts'
import { startRoutes, startWorld, type World } from './auth.fixture.ts'
import { isDue } from './prolong-session.ts'

const day = 86_400

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

/** Somebody who signed in some days ago and whose session has some seconds left. */
async function signedIn(daysAgo: number, secondsLeft: number) {
  const person = await world.addPerson()
  const cookie = await routes.cookieOf(person.email)
  await world.owner.query(
    `UPDATE auth.sessions SET created_at = now() - make_interval(days => $2), expires_at = now() + make_interval(secs => $3)
     WHERE account_id = $1`,
    [person.accountId, daysAgo, secondsLeft],
  )
  return cookie
}

const maxAgeOf = (header: unknown) => Number(/Max-Age=(\d+)/.exec(String(header))?.[1])

describe('a session', () => {
  it('is prolonged by use up to its end and no further, and its cookie with it', async () => {
    const cookie = await signedIn(29, day / 2)
    const renewed: string[] = []
    await world.authenticator.authenticate({ cookie }, (header) => renewed.push(header))
    expect(renewed).toHaveLength(1)
    expect(Math.abs(maxAgeOf(renewed[0]) - day)).toBeLessThan(60)
  })

  it('is prolonged no further by asking for it', async () => {
    const cookie = await signedIn(29, day / 2)
    const answer = await routes.server.inject({ url: '/api/auth/get-session', headers: { cookie } })
    expect(Math.abs(maxAgeOf(answer.headers['set-cookie']) - day)).toBeLessThan(60)
    expect(Math.abs(Date.parse(answer.json().session.expiresAt) - Date.now() - day * 1000)).toBeLessThan(60_000)
    const again = await routes.server.inject({ url: '/api/auth/get-session', headers: { cookie } })
    expect(again.json().session.expiresAt).toBe(answer.json().session.expiresAt)
  })

  it('that reaches to its end is left alone without asking the database', () => {
    const inDays = (days: number) => ({ sessionId: newId(), expiresAt: new Date(Date.now() + days * day * 1000) })
    expect(isDue(inDays(20), 20 * day)).toBe(false)
    expect(isDue(inDays(20), 30 * day)).toBe(true)
    expect(isDue(inDays(29.5), 60 * day)).toBe(false)
  })

  it('begins no longer than it may last, and older ones end with the start of a server that lets none last so long', async () => {
    const [old, young] = [await signedIn(6, 20 * day), await signedIn(1, 20 * day)]
    expect(await world.authenticator.authenticate({ cookie: old })).not.toBeNull()
    const strict = await startRoutes(world, { sessionSeconds: 5 * day })
    expect(await world.authenticator.authenticate({ cookie: old })).toBeNull()
    expect(await world.authenticator.authenticate({ cookie: young })).not.toBeNull()
    const answer = await strict.signIn((await world.addPerson()).email)
    expect(maxAgeOf(answer.headers['set-cookie'])).toBe(5 * day)
    await strict.server.close()
  })
})
