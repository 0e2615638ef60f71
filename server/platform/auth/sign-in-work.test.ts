import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { World } from './auth.fixture.ts'

/** What the hashing library is asked to do, with the parameters that its time depends on. */
const hashed: string[] = []

// It does all that it is asked; only its calls are written down.
vi.mock('@node-rs/argon2', async (load) => {
  const argon2 = await load<typeof import('@node-rs/argon2')>()
  return {
    ...argon2,
    hash: (password: string, cost: { memoryCost: number; timeCost: number; parallelism: number }) => {
      hashed.push(`m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}`)
      return argon2.hash(password, cost)
    },
    verify: (known: string, password: string) => {
      hashed.push(known.split('$')[3] ?? '')
      return argon2.verify(known, password)
    },
  }
})

// Files of one process share what they import: another file's hashing would not be written down.
vi.resetModules()
const { goodPassword, startRoutes, startWorld } = await import('./auth.fixture.ts')

let world: World
let routes: Awaited<ReturnType<typeof startRoutes>>
const sent: string[] = []

beforeAll(async () => {
  world = await startWorld()
  for (const pool of [world.auth, world.app])
    pool.on('connect', (client) => {
      client.query = new Proxy(client.query, {
        apply: (target, self, args) => {
          sent.push(typeof args[0] === 'string' ? args[0] : (args[0] as { text: string }).text)
          return Reflect.apply(target, self, args)
        },
      })
    })
  routes = await startRoutes(world)
})
afterAll(async () => {
  await routes.server.close()
  await world.close()
})

/** Runs after the answer, and for every address. */
const afterwards = 'SELECT auth.record_failed_sign_in($1, $2)'

async function workOf(email: string, password: string) {
  sent.length = 0
  hashed.length = 0
  const { statusCode } = await routes.signIn(email, password)
  await expect.poll(() => sent, { interval: 5 }).toContain(afterwards)
  return { statusCode, statements: sent.filter((text) => text !== afterwards), hashes: [...hashed] }
}

it('a sign-in that fails asks the database and the hash the same, whether the address is known or not', async () => {
  const person = await world.addPerson()
  const wrong = await workOf(person.email, 'some other password')
  const unknown = await workOf('nobody@example.com', 'some other password')
  expect(wrong.statusCode).toBe(401)
  expect(wrong.statements.length).toBeGreaterThan(2)
  expect(wrong.hashes).toEqual(['m=1024,t=1,p=1'])
  expect(unknown).toEqual(wrong)
  expect((await routes.signIn(person.email, goodPassword)).statusCode).toBe(200)
})
