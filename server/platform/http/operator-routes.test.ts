import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { createLog } from '../log.ts'
import { addHealthRoutes } from './operator-routes.ts'
import { createServer } from './server.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const ask = async (path: string) => {
  const answer = await world.anonymous.request('GET', path)
  return [answer.statusCode, answer.json().status ?? answer.json().code]
}

it('a server is ready while every migration has run, and alive all the same where one has not', async () => {
  expect(await ask('/readyz')).toEqual([200, 'ready'])
  const migrations = 'migrations.kysely_migration'
  const { rows } = await world.test.owner.query<{ name: string; timestamp: string }>(
    `DELETE FROM ${migrations} WHERE name = (SELECT max(name) FROM ${migrations}) RETURNING name, timestamp`,
  )
  const unready = await world.anonymous.request('GET', '/readyz')
  expect([unready.statusCode, unready.json().code]).toEqual([503, 'unavailable'])
  expect(await ask('/healthz')).toEqual([200, 'ok'])
  await world.test.owner.query(`INSERT INTO ${migrations} (name, timestamp) VALUES ($1, $2)`, [
    rows[0]?.name,
    rows[0]?.timestamp,
  ])
  expect(await ask('/readyz')).toEqual([200, 'ready'])
})

it('a server that does not reach its database is not ready, and alive', async () => {
  const requestLimit = { perMinute: 0, knownCaller: () => null }
  const app = await createServer({ logger: createLog('silent'), trustProxy: 0, secure: false, requestLimit })
  addHealthRoutes(app, () => Promise.reject(new Error('connect ECONNREFUSED 127.0.0.1:5432')))
  const [ready, alive] = [await app.inject('/readyz'), await app.inject('/healthz')]
  expect([ready.statusCode, ready.json().code, alive.statusCode]).toEqual([503, 'unavailable', 200])
  expect(ready.body).not.toContain('ECONNREFUSED')
  await app.close()
})

it('the reference is found with a slash behind its address too', async () => {
  const { statusCode, headers } = await world.anonymous.request('GET', '/api/docs/')
  expect([statusCode, headers.location]).toEqual([308, '/api/docs'])
})
