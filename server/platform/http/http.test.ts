import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { createCustomer } from '@tenantry/contract/customers.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World, worldPassword } from '../../testing/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const asAdmin = (method: string, url: string, body?: unknown, headers: Record<string, string> = {}) =>
  world.first.admin.api.request(method, url, body, headers)

const nobody = '0190a7e0-0000-7000-8000-000000000000'

const answers: [string, () => ReturnType<typeof asAdmin>, number][] = [
  ['a success', () => asAdmin('GET', '/api/v1/customers'), 200],
  ['a creation', () => asAdmin('POST', '/api/v1/customers', { name: 'Headed' }), 201],
  ['a refused input', () => asAdmin('POST', '/api/v1/customers', {}), 422],
  ['broken JSON', () => asAdmin('POST', '/api/v1/customers', '{"name"'), 400],
  [
    'text that is no UTF-8',
    () => asAdmin('POST', '/api/v1/customers', Buffer.from('{"name":"ab\xff\xfe"}', 'latin1')),
    400,
  ],
  ['JSON that reaches for prototypes', () => asAdmin('POST', '/api/v1/customers', '{"__proto__":{"name":"x"}}'), 400],
  // Many programs name the type with every request.
  ['no body that is said to be JSON', () => asAdmin('DELETE', `/api/v1/license-purchases/${nobody}`, ''), 404],
  ['no body that is said to be JSON, where one is needed', () => asAdmin('POST', '/api/v1/customers', ''), 422],
  ['another content type', () => asAdmin('POST', '/api/v1/customers', '{}', { 'content-type': 'text/xml' }), 415],
  [
    'a compressed body',
    () => asAdmin('POST', '/api/v1/customers', gzipSync('{"name":"Packed"}'), { 'content-encoding': 'gzip' }),
    415,
  ],
  [
    'a compressed file',
    () =>
      asAdmin('POST', '/api/v1/imports?fileName=a.csv', gzipSync('name\nPacked\n'), {
        'content-type': 'application/octet-stream',
        'content-encoding': 'gzip',
      }),
    415,
  ],
  ['too large a body', () => asAdmin('POST', '/api/v1/customers', `"${'x'.repeat(1_100_000)}"`), 413],
  ['a refused origin', () => asAdmin('POST', '/api/v1/customers', {}, { origin: 'https://evil.example' }), 403],
  ['a missing sign-in', () => world.anonymous.request('GET', '/api/v1/me'), 401],
  ['an unknown path', () => asAdmin('GET', '/api/v1/nothing'), 404],
  ['an address that cannot be decoded', () => asAdmin('GET', '/api/v1/customers/%E0%A4%A'), 400],
  ['an address that cannot be decoded, to be changed', () => asAdmin('PATCH', '/api/v1/customers/%ff', {}), 400],
  ['an id that is far too long', () => asAdmin('GET', `/api/v1/customers/${'a'.repeat(900)}`), 404],
  ['a method that nobody knows there', () => asAdmin('DELETE', '/api/v1/customers'), 405],
  ['health', () => world.anonymous.request('GET', '/healthz'), 200],
  ['the reference', () => world.anonymous.request('GET', '/api/docs'), 200],
]

async function cookie(): Promise<string> {
  const { email } = world.first.admin
  const { cookies } = await world.anonymous.request('POST', '/api/auth/sign-in/email', {
    email,
    password: worldPassword,
  })
  return cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
}

describe('every answer', () => {
  it.each(answers)('keeps browsers careful: %s', async (_, ask, status) => {
    const { statusCode, headers } = await ask()
    expect(statusCode).toBe(status)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src '")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe|script-src-elem|\*/)
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers).not.toHaveProperty('x-powered-by')
    expect(headers).not.toHaveProperty('server')
  })

  it.each(answers.filter(([, , status]) => status >= 400))('is a problem with a code: %s', async (_, ask, status) => {
    const answer = await ask()
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.json()).toMatchObject({ status, requestId: answer.headers['x-request-id'] })
    expect(answer.json().type).toBe(`/api/docs/errors#${answer.json().code}`)
    expect(answer.body).not.toMatch(/ at |node_modules|Error:|stack/)
  })

  it('of the API is kept by nobody on the way', async () => {
    for (const [, ask] of answers) {
      const { headers, raw } = await ask()
      if (raw.req.url?.startsWith('/api/v1')) expect(headers['cache-control']).toBe('no-store')
    }
  })
})

it('broken JSON is told where it breaks, and nothing of it is said again', async () => {
  const detailOf = async (body: string | Buffer) => (await asAdmin('POST', '/api/v1/customers', body)).json().detail
  expect(await detailOf('{\n  "name": secret\n}')).toBe('The JSON is broken: line 2, column 11')
  expect(await detailOf('{"name"')).toBe('The JSON ends too early: line 1, column 8')
  expect(await detailOf(Buffer.from('{"name":"\xff"}', 'latin1'))).toBe('The body is no UTF-8')
  expect(await detailOf('{"__proto__":{}}')).toBe('A member called __proto__ is not taken')
})

it('all parameters that are wrong are named at once, with what is wrong with the body', async () => {
  const answer = await asAdmin('POST', '/api/v1/customers?dryRun=perhaps&color=red&size=1', { name: 'x' })
  expect(answer.json().errors.map(({ path }: { path: string }) => path)).toEqual(['dryRun', 'color', 'size', 'name'])
})

it('a request that is refused for being compressed is told so, and one that says that it is not is read', async () => {
  const create = (coding: string) =>
    asAdmin('POST', '/api/v1/customers', { name: 'Plain' }, { 'content-encoding': coding })
  const refused = await create('gzip')
  expect([refused.statusCode, refused.json().code]).toEqual([415, 'unsupported_media_type'])
  expect(refused.json().detail).toContain('without Content-Encoding')
  expect(refused.headers['accept-encoding']).toBe('identity')
  for (const coding of ['identity', 'Identity', '']) expect((await create(coding)).statusCode).toBe(201)
})

describe('an address beside the contract', () => {
  let port = 0
  beforeAll(async () => {
    port = Number(new URL(await world.app.listen({ port: 0, host: '127.0.0.1' })).port)
  })

  /** By a socket and by hand, because clients tidy addresses up before they send them. */
  function statusOf(method: string, path: string, headers: Record<string, string>): Promise<number | undefined> {
    const options = {
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { origin: `http://127.0.0.1:${port}`, ...headers },
    }
    return new Promise((resolve, reject) => {
      request(options, (answer) => answer.resume().on('end', () => resolve(answer.statusCode)))
        .on('error', reject)
        .end()
    })
  }

  it.each([
    '/api',
    '/api/',
    '/api/v1',
    '/api/v2/customers',
    '//api/v1/customers',
    '/api//v1/customers',
    '/api/v1//customers',
    '/api/v1/customers/',
    '/API/v1/customers',
    '/api/v1/Customers',
    '/api/v1/%63ustomers/../customers',
    '/%2e/api/v1/customers',
    '/api/v1/%2e%2e/v1/customers',
    '/api/v1/customers;x=1',
    '/api/v1/customers%2f',
    '/api/v1/customers%00',
    '/api/v1/customers.json',
    '/api/v1/me/../customers',
    '/api/v1/customers/..',
    '/../api/v1/customers',
    'http://localhost:8080//api/v1/customers',
  ])('opens nothing: %s', async (path) => {
    for (const method of ['GET', 'POST']) {
      expect([401, 404, 405]).toContain(await statusOf(method, path, {}))
      expect([404, 405]).toContain(await statusOf(method, path, { cookie: await cookie() }))
    }
  })

  it('spelt with escapes leads to the same operation with the same lock', async () => {
    expect((await world.anonymous.request('GET', '/api/v1/%63ustomers')).statusCode).toBe(401)
    expect((await asAdmin('GET', '/api/v1/%63ustomers')).statusCode).toBe(200)
  })

  it.each(['x-http-method-override', 'x-method-override', 'x-original-url', 'x-rewrite-url'])(
    'is not reached through the header %s',
    async (header) => {
      const answer = await asAdmin('GET', '/api/v1/me', undefined, { [header]: '/api/v1/customers' })
      expect(answer.json().account).toBeDefined()
    },
  )
})

describe('a change with a session', () => {
  const create = (headers: Record<string, string>) =>
    asAdmin('POST', '/api/v1/customers', { name: 'From a page' }, headers)

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a site whose name begins like ours', { origin: 'http://localhost:8080.evil.example' }],
    ['another port', { origin: 'http://localhost:8081' }],
    ['a sandbox', { origin: 'null' }],
    ['an origin that is none', { origin: 'localhost:8080' }],
    ['nowhere', { origin: '' }],
    ['a user name that looks like us', { origin: 'http://localhost:8080@evil.example' }],
  ])('is refused from %s', async (_, headers) => {
    const answer = await create(headers)
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'origin_rejected'])
  })

  it('is accepted from our own page, and from nobody without a name', async () => {
    expect((await create({})).statusCode).toBe(201)
    const without = async (site?: string) =>
      world.app.inject({
        method: 'POST',
        url: '/api/v1/customers',
        headers: { host: 'localhost:8080', ...(site ? { 'sec-fetch-site': site } : {}), cookie: await cookie() },
        payload: { name: 'Nameless' },
      })
    expect((await without('same-origin')).statusCode).toBe(201)
    for (const site of [undefined, 'none', 'same-site', 'cross-site'])
      expect((await without(site)).statusCode).toBe(403)
  })
})

describe('an operation that answers what it does not declare', () => {
  it('is found by the world of a test', async () => {
    const other = await createWorld()
    await other.test.owner.query('ALTER TABLE organizations ADD CONSTRAINT odd CHECK (name_key <> $$odd$$)')
    const answer = await other.first.admin.api.call(createCustomer, { body: { name: 'Odd' } })
    expect([answer.status, answer.problem.code]).toEqual([500, 'internal'])
    expect(answer.raw.body).not.toContain('constraint')
    await other.test.owner.query('ALTER TABLE organizations DROP CONSTRAINT odd')
    await other.test.owner.query('CREATE UNIQUE INDEX odd ON organizations (provider_id, region)')
    const location = { country: 'DE', region: 'one' }
    await other.first.admin.api.call(createCustomer, { body: { name: 'One', location } })
    expect((await other.first.admin.api.call(createCustomer, { body: { name: 'Two', location } })).status).toBe(409)
    expect([...other.faults]).toEqual(['createCustomer answers internal', 'createCustomer answers conflict'])
    await expect(other.close()).rejects.toThrow('not declared')
  })
})
