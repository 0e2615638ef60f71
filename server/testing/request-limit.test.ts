import { createApiKey, revokeApiKey } from '@tenantry/contract/api-keys.ts'
import { createEnrollmentToken, enrollDevices } from '@tenantry/contract/enrollments.ts'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createApp } from '../app.ts'
import { newApiKey } from '../platform/auth/api-key-token.ts'
import { createWorld, type Person, type World, worldPassword } from './world.ts'

const perMinute = 10

let world: World
let limited: FastifyInstance

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

// Each begins with nothing counted.
beforeEach(async () => {
  const { installation } = world
  const config = { ...installation.config, requestsPerMinute: perMinute, enrollmentsPerMinute: 2 }
  limited = await createApp(
    { ...installation, config },
    {
      version: 'test',
      webDir: null,
      mailer: { deliver: async () => ({ messageId: '' }) },
      onCommitted: () => {},
      localUrl: () => 'http://localhost:8080',
    },
  )
})
afterEach(() => limited.close())

type Headers = Record<string, string>

const host = { host: 'localhost:8080', origin: 'http://localhost:8080' }
const office = '203.0.113.7'
const elsewhere = '203.0.113.8'
const ask = async (headers: Headers = {}, remoteAddress = office) =>
  (await limited.inject({ url: '/api/v1/me', headers: { ...host, ...headers }, remoteAddress })).statusCode
const asked = async (times: number, headers: Headers = {}) => {
  const statuses = new Set<number>()
  for (let time = 0; time < times; time++) statuses.add(await ask(headers))
  return [...statuses]
}
const signedIn = async ({ email }: Person): Promise<Headers> => {
  const answer = await limited.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: host,
    payload: { email, password: worldPassword },
    remoteAddress: office,
  })
  return { cookie: answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ') }
}
const withKey = async ({ api }: Person) => {
  const { body } = await api.call(createApiKey, { body: { name: 'Sync' } as never })
  return { id: body.id, headers: { authorization: `Bearer ${body.key}` } }
}

it('requests are counted by person, whose keys are another one, and all others by address', async () => {
  const { admin, technician } = world.first
  const [one, other, key] = [await signedIn(admin), await signedIn(technician), (await withKey(admin)).headers]
  for (const who of [one, other, key]) expect(await ask(who)).toBe(200)
  // Five of ten were signing in and everybody's first request.
  expect(await asked(5)).toEqual([401])
  expect(await asked(2)).toEqual([429])
  expect(await ask({}, elsewhere)).toBe(401)
  for (const who of [one, other, key]) expect(await asked(perMinute, who)).toEqual([200])
  for (const who of [one, other, key]) expect(await ask(who)).toBe(429)
})

it('a person is one caller from wherever and in however many sessions', async () => {
  const [here, there] = [await signedIn(world.first.admin), await signedIn(world.first.admin)]
  for (const session of [here, there]) expect(await ask(session)).toBe(200)
  expect(await asked(perMinute, here)).toEqual([200])
  expect(await ask(there, elsewhere)).toBe(429)
})

it('made-up credentials are counted by address, whatever each of them is', async () => {
  const madeUp = [
    ...Array.from({ length: perMinute - 1 }, () => ({
      authorization: `Bearer ${newApiKey(world.first.providerId).key}`,
    })),
    { cookie: 'tenantry.session_token=made.up' },
  ]
  for (const headers of madeUp) expect(await ask(headers)).toBe(401)
  for (const headers of madeUp) expect(await ask(headers)).toBe(429)
})

it('a key that was revoked is counted by address from its first refusal on', async () => {
  const { admin } = world.first
  const { id, headers } = await withKey(admin)
  expect(await ask(headers)).toBe(200)
  await admin.api.call(revokeApiKey, { params: { id } })
  expect(await ask(headers)).toBe(401)
  expect(await asked(perMinute - 1)).toEqual([401])
  expect(await ask(headers)).toBe(429)
})

it('a session that has ended counts for nobody where it is not looked at, nor does a key', async () => {
  const { admin } = world.first
  const [ended, key] = [await signedIn(admin), await withKey(admin)]
  for (const headers of [ended, key.headers]) expect(await ask(headers)).toBe(200)
  await limited.inject({ method: 'POST', url: '/api/auth/sign-out', headers: { ...host, ...ended } })
  await admin.api.call(revokeApiKey, { params: { id: key.id } })
  const visit = async (url: string, headers: Headers) =>
    (await limited.inject({ url, headers: { ...host, ...headers }, remoteAddress: elsewhere })).statusCode
  for (const headers of [ended, key.headers])
    for (let time = 0; time < perMinute; time++) await visit('/api/openapi.json', headers)
  expect(await visit('/api/openapi.json', ended)).toBe(429)
  const [again, other] = [await signedIn(admin), await withKey(admin)]
  for (const headers of [again, other.headers]) expect(await asked(3, headers)).toEqual([200])
})

it('all keys of a person are one caller', async () => {
  const { admin } = world.first
  const keys = [await withKey(admin), await withKey(admin)]
  for (const { headers } of keys) expect(await ask(headers)).toBe(200)
  expect(await asked(perMinute, keys[0]?.headers)).toEqual([200])
  expect(await ask(keys[1]?.headers)).toBe(429)
})

it('of an enrollment token counts wherever they come from, and says when to go on', async () => {
  const params = { id: world.first.partnerCustomerId as never }
  const tokenOf = async (name: string) =>
    (await world.first.admin.api.call(createEnrollmentToken, { params, body: { name } })).body.token
  const [token, other] = [await tokenOf('Site'), await tokenOf('Other site')]
  const box = { name: 'box', hardwareId: 'limited-1' }
  const enroll = (given: string, remoteAddress: string, devices: object[] = [box]) =>
    limited.inject({
      method: 'POST',
      url: `/api/v1${enrollDevices.path}`,
      remoteAddress,
      headers: { ...host, authorization: `Bearer ${given}` },
      payload: { devices },
    })
  expect((await enroll(token, office)).statusCode).toBe(200)
  expect((await enroll(token, elsewhere)).statusCode).toBe(200)
  const refused = await enroll(token, '203.0.113.9')
  expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate_limited'])
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
  expect((await enroll(other, office)).statusCode).toBe(200)
  // What is no batch counts, too.
  expect((await enroll(other, office, [])).statusCode).toBe(422)
  expect((await enroll(other, office, [])).statusCode).toBe(429)
})
