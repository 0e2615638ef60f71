import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { getMe } from '@tenantry/contract/me.ts'
import { allPermissions, systemRoles } from '@tenantry/contract/permissions.ts'
import { getProviderSettings } from '@tenantry/contract/provider-settings.ts'
import { getSetup, setUp } from '@tenantry/contract/setup.ts'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../app.ts'
import { systemClock } from '../../platform/clock/clock.ts'
import { HttpCaller } from '../../testing/http-caller.ts'
import { openTestInstallation, type TestInstallation } from '../../testing/test-installation.ts'
import { addProvider } from './set-up.ts'

let test: TestInstallation
let app: FastifyInstance
let visitor: HttpCaller

async function open(): Promise<void> {
  test = await openTestInstallation({ clock: systemClock })
  app = await createApp(test.installation, {
    version: 'test',
    webDir: null,
    mailer: { deliver: async () => ({ messageId: '1' }) },
    onCommitted: () => {},
    localUrl: () => 'http://localhost:8080',
  })
  visitor = new HttpCaller(app)
}

async function close(): Promise<void> {
  await app.close()
  await test.close()
}

const input = (providerName = 'Northwind MSP', adminEmail = 'Ann@northwind.example') => ({
  providerName,
  adminName: 'Ann Archer',
  adminEmail,
  adminPassword: 'a long sentence to remember',
})

async function signIn(email: string, password: string): Promise<HttpCaller> {
  const { cookies } = await visitor.request('POST', '/api/auth/sign-in/email', { email, password })
  return new HttpCaller(app, {
    cookie: cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; '),
  })
}

async function counts(): Promise<number[]> {
  const tables = ['providers', 'organizations', 'memberships', 'roles', 'auth.accounts']
  const counted = tables.map((table) => test.owner.query<{ count: string }>(`SELECT count(*) FROM ${table}`))
  return (await Promise.all(counted)).map(({ rows }) => Number(rows[0]?.count))
}

describe('the set-up of an installation', () => {
  beforeEach(open)
  afterEach(close)

  it('is open until the first provider exists, and never again', async () => {
    expect((await visitor.call(getSetup)).body).toEqual({ open: true })
    expect((await visitor.call(setUp, { body: input() })).status).toBe(204)
    const before = await counts()
    expect((await visitor.call(getSetup)).status).toBe(404)
    expect((await visitor.call(setUp, { body: input('Second', 'eve@evil.example') })).status).toBe(404)
    expect(await counts()).toEqual(before)
  })

  it('takes a password of 12 to 256 characters, an emoji counting once, and none that is shorter or longer', async () => {
    const long = Array.from({ length: 256 }, (_, index) => String.fromCodePoint(0x1f300 + ((index * 37) % 200))).join(
      '',
    )
    const refused = await visitor.call(setUp, { body: { ...input(), adminPassword: `${long}!` } })
    expect([refused.status, refused.problem.errors]).toEqual([
      422,
      [{ path: 'adminPassword', code: 'password_too_long', message: 'Use at most 256 characters' }],
    ])
    const short = await visitor.call(setUp, { body: { ...input(), adminPassword: '😀🐎🔋📎🎈🧭🪁🧶🪐🎻🧊' } })
    expect(short.problem.errors).toEqual([
      { path: 'adminPassword', code: 'password_too_short', message: 'Use at least 12 characters' },
    ])
    expect((await visitor.call(setUp, { body: { ...input(), adminPassword: long } })).status).toBe(204)
  })

  it('is won by one of many who try at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        visitor.call(setUp, { body: input(`Racer ${index}`, `racer${index}@racing.example`) }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(7).fill(404)])
    expect(await counts()).toEqual([1, 1, 1, Object.keys(systemRoles).length, 1])
  })

  it.each([
    ['Asia/Tokyo', 'Asia/Tokyo'],
    [undefined, 'UTC'],
  ])('of the time zone %s makes one that counts by %s', async (timeZone, held) => {
    expect((await visitor.call(setUp, { body: { ...input(), timeZone } })).status).toBe(204)
    const admin = await signIn('ann@northwind.example', 'a long sentence to remember')
    expect((await admin.call(getProviderSettings)).body).toMatchObject({ name: 'Northwind MSP', timeZone: held })
  })

  it('lets its administrator do everything, and is written to the audit log', async () => {
    await visitor.call(setUp, { body: input() })
    const admin = await signIn('ann@northwind.example', 'a long sentence to remember')
    const { body } = await admin.call(getMe)
    expect(body.membership).toMatchObject({ providerName: 'Northwind MSP', reach: 'all' })
    expect(body.account.name).toBe('Ann Archer')
    expect([...body.permissions].sort()).toEqual([...allPermissions].sort())
    const { items } = (await admin.call(listAuditEvents)).body
    expect(items).toMatchObject([
      { action: 'provider.created', actor: { kind: 'system' }, after: { name: 'Northwind MSP' } },
    ])
    expect(JSON.stringify(items)).not.toContain('a long sentence')
  })
})

// Nothing of what comes now changes the installation: one is enough.
describe('the open set-up of an installation', () => {
  beforeAll(open)
  afterAll(close)

  it.each([
    [{ ...input(), adminPassword: 'too short' }, 'adminPassword'],
    [{ ...input(), adminPassword: 'password1234' }, 'adminPassword'],
    [{ ...input(), adminPassword: 'Northwind-MSP' }, 'adminPassword'],
    [{ ...input(), adminPassword: 'Ann Archer 2026' }, 'adminPassword'],
    [{ ...input(), adminEmail: 'nobody' }, 'adminEmail'],
    [{ ...input(), providerName: ' ' }, 'providerName'],
    [{ ...input(), adminName: ' ' }, 'adminName'],
    [{ ...input(), adminName: undefined } as never, 'adminName'],
    [{ ...input(), role: 'admin' } as never, 'role'],
    [{ ...input(), timeZone: '+02:00' }, 'timeZone'],
  ])('refuses what is wrong with %o and stays open', async (body, path) => {
    const answer = await visitor.call(setUp, { body })
    expect(answer.status).toBe(422)
    expect(answer.problem.errors?.map((error) => error.path)).toEqual([path])
    expect((await visitor.call(getSetup)).status).toBe(200)
    expect(await counts()).toEqual([0, 0, 0, 0, 0])
  })

  it('tells of everything that is wrong at once, each field once', async () => {
    const wrong = { ...input(), providerName: ' ', adminEmail: 'nobody' }
    const told = async (body: object) =>
      (await visitor.call(setUp, { body: body as typeof wrong })).problem.errors?.map(
        ({ path, code }) => `${path}: ${code}`,
      )
    const others = ['providerName: name_too_short', 'adminEmail: email_invalid']
    expect(await told({ ...wrong, adminPassword: 'password1234' })).toEqual([
      ...others,
      'adminPassword: password_guessable',
    ])
    expect(await told({ ...wrong, adminPassword: 'short' })).toEqual([...others, 'adminPassword: password_too_short'])
    expect(await told({ ...wrong, adminPassword: 7 })).toEqual([...others, 'adminPassword: invalid_type'])
    expect(await told(wrong)).toEqual(others)
  })

  it.each(['[]', 'null', '"text"', '42'])('refuses %s, which holds no fields, and stays open', async (body) => {
    expect((await visitor.request('POST', '/api/v1/setup', body)).statusCode).toBe(422)
    expect(await counts()).toEqual([0, 0, 0, 0, 0])
  })

  it('is refused to the page of another site', async () => {
    const answer = await visitor.request('POST', '/api/v1/setup', input(), { origin: 'https://evil.example' })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'origin_rejected'])
  })
})

describe('the set-up of an installation that is over', () => {
  let admin: HttpCaller

  beforeAll(async () => {
    await open()
    await visitor.call(setUp, { body: input() })
    admin = await signIn('ann@northwind.example', 'a long sentence to remember')
  })
  afterAll(close)

  it('does not even look at what is sent', async () => {
    for (const [url, body, headers] of [
      ['/api/v1/setup?force=true', input(), {}],
      ['/api/v1/setup', {}, {}],
      ['/api/v1/setup', input(), { origin: 'https://evil.example' }],
    ] as const)
      expect((await visitor.request('POST', url, body, headers)).statusCode, url).toBe(404)
  })

  it.each([
    '/api/v1/setup',
    '/api/v1/setup/',
    '/api/v1//setup',
    '//api/v1/setup',
    '/api/v1/Setup',
    '/api/v1/%73etup',
    '/api/v1/setup?force=true',
    '/api/v1/setup?dryRun=true',
    '/api/v1/setup;x',
    '/setup',
    '/api/setup',
  ])('lets nobody in again by %s', async (url) => {
    const before = await counts()
    for (const caller of [visitor, admin])
      for (const method of ['POST', 'PUT', 'PATCH', 'GET']) {
        const answer = await caller.request(
          method,
          url,
          method === 'GET' ? undefined : input('Again', 'eve@evil.example'),
        )
        expect([404, 405], `${method} ${url}`).toContain(answer.statusCode)
      }
    expect(await counts()).toEqual(before)
  })
})

describe('a further provider', () => {
  beforeAll(open)
  afterAll(close)

  it('of the same installation knows nothing of the first', async () => {
    const origin = { id: 'command', source: null }
    const provider = (name: string, adminEmail: string) => ({
      name,
      adminEmail,
      adminName: 'Somebody',
      adminPassword: 'a long sentence to remember',
    })
    await addProvider(test.installation, provider('One MSP', 'one@one.example'), origin)
    await addProvider(test.installation, provider('Two MSP', 'two@two.example'), origin)
    const two = await signIn('two@two.example', 'a long sentence to remember')
    const answers = await Promise.all(
      ['organizations', 'customers', 'devices', 'audit-events', 'me'].map((list) =>
        two.request('GET', `/api/v1/${list}`),
      ),
    )
    for (const answer of answers) {
      expect(answer.statusCode).toBe(200)
      expect(answer.body).not.toContain('One MSP')
    }
    expect(answers[0]?.json().items).toMatchObject([{ name: 'Two MSP', type: 'provider' }])
  })
})

describe('a page', () => {
  beforeAll(open)
  afterAll(close)

  it('leads to that of setting up until somebody has set up, and away from it afterwards', async () => {
    const webDir = await mkdtemp(path.join(tmpdir(), 'tenantry-pages-'))
    await writeFile(path.join(webDir, 'index.html'), '<html lang="en"></html>')
    const mailer = { deliver: async () => ({ messageId: '1' }) }
    const localUrl = () => 'http://localhost:8080'
    const pages = await createApp(test.installation, {
      version: 'test',
      webDir,
      mailer,
      onCommitted: () => {},
      localUrl,
    })
    const led = async (url: string) => {
      const { statusCode, headers } = await pages.inject(url)
      return [statusCode, headers.location, headers['cache-control']]
    }
    const addresses = ['/', '/sign-in', '/customers?q=a', '/setup/more', '//']
    for (const url of addresses) expect(await led(url)).toEqual([302, '/setup', 'no-store'])
    expect(await led('/setup')).toEqual([200, undefined, 'no-cache'])
    expect((await visitor.call(setUp, { body: input() })).status).toBe(204)
    for (const url of ['/setup', '/setup/', '/setup?x']) expect(await led(url)).toEqual([302, '/customers', 'no-store'])
    for (const url of addresses) expect(await led(url)).toEqual([200, undefined, 'no-cache'])
    await pages.close()
    await rm(webDir, { recursive: true })
  })
})
