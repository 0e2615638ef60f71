import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Client, type Product, startProduct, stopAll } from '../cli/product.fixture.ts'
import { readConfig } from '../config.ts'
import { sealAuditTask, verifyAudit } from '../features/audit-events/public.ts'
import { verifyLicenses } from '../features/licenses/public.ts'
import { setupLock } from '../features/providers/providers.queries.ts'
import { type Installation, openInstallation } from '../installation.ts'
import { verifyPassword } from '../platform/auth/passwords.ts'
import { startJobs } from '../platform/jobs/jobs.ts'
import { createLog } from '../platform/log.ts'
import { systemScope } from '../platform/tenancy/scope.ts'
import { startTestCluster, type TestCluster, testSecret } from '../testing/test-cluster.ts'
import { type Credentials, createDemo } from './create-demo.ts'

let cluster: TestCluster
let database: string
let installation: Installation
let dataDir: string
let started: Product
let people: Credentials[]

// It is made once, by a server that is started with it, and beside one that has run on the fresh database before.
beforeAll(async () => {
  cluster = await startTestCluster()
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'tenantry-demo-'))
  database = await cluster.createDatabase()
  installation = await openOn(database)
  const { jobsUrl, database: tenantDb, clock, log } = installation
  const running = await startJobs({ jobsUrl, tenantDb, clock, log, tasks: [sealAuditTask] })
  const settings = { DATABASE_URL: cluster.ownerUrl(database), TENANTRY_SECRET: testSecret }
  started = startProduct(dataDir, settings, '--demo')
  // All of the demo is made first.
  await started.url(110_000)
  const lines = started.output.matchAll(/^ {2}(\S+@\S+) {2}(\S+)$/gm)
  people = [...lines].map(([, email = '', password = '']) => ({ email, password }))
  await running.stop()
})

afterAll(async () => {
  await stopAll()
  await installation.close()
  await cluster.stop()
  await rm(dataDir, { recursive: true })
})

it('comes with a start that names who can sign in and leaves the unattended settings aside aloud', async () => {
  expect(started.output).toContain('left aside: the demo brings its own provider')
  const [first] = people
  if (!first) throw new TypeError('Nobody can sign in')
  expect(await new Client(await started.url()).signIn(first)).toBe(200)
  expect(await started.stop()).toBe(0)
})

it('gives some people one password that is theirs', async () => {
  expect(people.map(({ email }) => email)).toContain('admin@northwind.example')
  expect(people).toHaveLength(13)
  const { rows } = await installation.authPool.query<{ email: string; password: string }>(
    'SELECT a.email, c.password FROM auth.accounts a JOIN auth.credentials c ON c.account_id = a.id',
  )
  expect(rows.map(({ email }) => email).sort()).toEqual(people.map(({ email }) => email).sort())
  for (const row of rows) expect(await verifyPassword(row.password, people[0]?.password ?? '')).toBe(true)
})

it('lets each of them act as somebody of the provider, of a partner or of a customer', async () => {
  const { rows } = await installation.appPool.query<{ reach: string }>(
    'SELECT m.reach FROM unnest($1::uuid[]) AS account, auth.memberships_of(account) m',
    [await accountIds()],
  )
  const reaches = rows.map(({ reach }) => reach).sort()
  expect(reaches).toEqual([...Array(3).fill('all'), ...Array(3).fill('selected'), ...Array(7).fill('subtree')])
})

it('lets one see what an active customer sees of its devices and of a limit that it has come up to', async () => {
  const seen = await installation.database.within(systemScope(await providerId()), (tx) =>
    tx
      .selectFrom('memberships as m')
      .innerJoin('organizations as o', 'o.id', 'm.organization_id')
      .innerJoin('license_counters as l', 'l.organization_id', 'm.organization_id')
      .select(['o.type', 'o.status', 'l.used', 'l.limit_count'])
      .where('m.email', '=', 'customer-1@northwind.example')
      .where('l.type', '=', 'it_assets')
      .executeTakeFirstOrThrow(),
  )
  expect(seen).toMatchObject({ type: 'customer', status: 'active', limit_count: seen.used })
  expect(seen.used).toBeGreaterThan(20)
})

it('gives people of customers addresses of their names, each once', async () => {
  const members = await installation.database.within(systemScope(await providerId()), (tx) =>
    tx.selectFrom('memberships').select(['name', 'email']).execute(),
  )
  expect(members.find(({ name }) => name === 'Amelia Bennett')?.email).toMatch(
    /^amelia\.bennett@[a-z]{3}\d{3}\.example$/,
  )
  expect(new Set(members.map(({ email }) => email)).size).toBe(members.length)
})

it('tells in the audit log how each customer came to be', async () => {
  const events = await installation.database.within(systemScope(await providerId()), (tx) =>
    tx.selectFrom('audit_events').select('organization_id').where('action', '=', 'customer.created').execute(),
  )
  expect(new Set(events.map((event) => event.organization_id)).size).toBe(180)
})

it('knows whom one talks to, and what customers are tagged with and what is noted about them', async () => {
  const counts = await installation.database.within(systemScope(await providerId()), async (tx) => {
    const count = async (table: 'contacts' | 'organization_tags' | 'notes') =>
      (await tx.selectFrom(table).select('organization_id').execute()).length
    return [await count('contacts'), await count('organization_tags'), await count('notes')]
  })
  for (const each of counts) expect(each).toBeGreaterThan(20)
})

it('leaves an audit log that is whole, whoever else seals while it is made', async () => {
  const [report] = await verifyAudit(installation.database, [await providerId()])
  expect(report?.breaks).toEqual([])
})

it('has bought licenses and set some aside, and knows of devices that wait for one, and of a rule (EC4, RI8)', async () => {
  const counts = await installation.database.within(systemScope(await providerId()), async (tx) => {
    const of = async (table: 'license_purchases' | 'enrollment_tokens' | 'seen_devices' | 'license_rules') =>
      (await tx.selectFrom(table).select('provider_id').execute()).length
    const tables = ['license_purchases', 'enrollment_tokens', 'seen_devices', 'license_rules'] as const
    return Promise.all(tables.map(of))
  })
  expect(counts).toEqual([5, 3, 7, 1])
})

it('has a ledger of ninety days that counters and things agree with (IF7)', async () => {
  expect(await verifyLicenses(installation.database, [await providerId()])).toEqual([])
  const days = await installation.database.within(systemScope(await providerId()), (tx) =>
    tx
      .selectFrom('license_ledger')
      .select(sql<string>`happened_at::date::text`.as('day'))
      .where('reason', '=', 'device.created')
      .groupBy('day')
      .execute(),
  )
  expect(days.length).toBeGreaterThan(60)
})

it('has trials that were never metered as purchased (EC5)', async () => {
  const begun = await installation.database.within(systemScope(await providerId()), (tx) =>
    tx
      .selectFrom('license_ledger as l')
      .innerJoin('organizations as o', 'o.id', 'l.organization_id')
      .select(['l.number', 'l.happened_at', 'o.created_at', 'l.used_after'])
      .where('l.type', '=', 'trial_devices')
      .where('l.kind', '=', 'limit')
      .execute(),
  )
  expect(begun.length).toBeGreaterThan(0)
  for (const { number, happened_at, created_at, used_after } of begun)
    expect([number, happened_at, used_after]).toEqual([1, created_at, 0])
})

it('tells nothing of days to come', async () => {
  const { rows } = await installation.database.within(systemScope(await providerId()), async (tx) => ({
    rows: await tx.selectFrom('audit_events').select('id').where('occurred_at', '>', new Date()).execute(),
  }))
  expect(rows).toEqual([])
})

it('tells of each archived customer since when, and until when it can be restored', async () => {
  const archived = await installation.database.within(systemScope(await providerId()), (tx) =>
    tx
      .selectFrom('organizations')
      .select(['status_since', 'archived_until'])
      .where('status', '=', 'archived')
      .execute(),
  )
  expect(archived.length).toBeGreaterThan(0)
  for (const { status_since: since, archived_until: until } of archived) {
    expect(since?.getTime()).toBeLessThan(Date.now())
    expect(until?.getTime()).toBe((since?.getTime() ?? 0) + 365 * 86_400_000)
    expect(until?.getTime()).toBeGreaterThan(Date.now())
  }
})

it('fills a fresh database only', async () => {
  await expect(createDemo(installation)).rejects.toThrow('a fresh database only')
})

it('waits for a set-up that is under way, and leaves it its database', async () => {
  const other = await openOn(await cluster.createDatabase())
  const owner = new pg.Client({ connectionString: other.ownerUrl })
  await owner.connect()
  await owner.query('BEGIN')
  await owner.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [setupLock.space, setupLock.key])
  const refused = expect(createDemo(other)).rejects.toThrow('a fresh database only')
  const waiting = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = hashtext($1)::oid
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  await expect.poll(async () => (await owner.query(waiting, [setupLock.key])).rowCount, { timeout: 20_000 }).toBe(1)
  const { rows } = await owner.query<{ id: string }>('SELECT gen_random_uuid() AS id')
  await owner.query('INSERT INTO providers (provider_id, created_at) VALUES ($1, now())', [rows[0]?.id])
  await owner.query('COMMIT')
  await refused
  await owner.end()
  await other.close()
})

function openOn(database: string): Promise<Installation> {
  const config = readConfig({
    DATABASE_URL: cluster.ownerUrl(database),
    TENANTRY_DATA_DIR: dataDir,
    TENANTRY_SECRET: testSecret,
    TENANTRY_LOG_LEVEL: 'silent',
  })
  return openInstallation(config, createLog(config.logLevel))
}

async function accountIds(): Promise<string[]> {
  const { rows } = await installation.authPool.query<{ id: string }>('SELECT account_id AS id FROM auth.credentials')
  return rows.map(({ id }) => id)
}

async function providerId(): Promise<string> {
  const { rows } = await installation.appPool.query<{ provider_id: string }>(
    'SELECT DISTINCT m.provider_id FROM unnest($1::uuid[]) AS account, auth.memberships_of(account) m',
    [await accountIds()],
  )
  expect(rows).toHaveLength(1)
  return rows[0]?.provider_id ?? ''
}
