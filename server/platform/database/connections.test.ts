import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCluster, type TestCluster, testSecret } from '../../testing/test-cluster.ts'
import { newId } from '../clock/clock.ts'
import { asAppError } from '../http/problems.ts'
import { systemScope } from '../tenancy/scope.ts'
import { createPool } from './pools.ts'
import { connectionStringFor, requireRole } from './roles.ts'
import { TenantDatabase } from './tenant-database.ts'

let cluster: TestCluster
let name: string
let owner: pg.Pool

beforeAll(async () => {
  cluster = await startTestCluster()
  name = await cluster.createDatabase()
  owner = cluster.ownerPool(name)
})
afterAll(async () => {
  await owner.end()
  await cluster.stop()
})

describe('a connection that is lost inside a transaction', () => {
  it('ends that transaction as unavailable, is reported, and the next one works', async () => {
    const reported: string[] = []
    const pool = createPool({ connectionString: cluster.roleUrl(name, 'tenantry_app'), max: 1 }, (error) =>
      reported.push(error.message),
    )
    const other = new pg.Pool({ connectionString: cluster.roleUrl(name, 'tenantry_app'), max: 1 })
    const database = new TenantDatabase(pool)
    const scope = systemScope(newId())
    const lost = database.within(scope, async (tx) => {
      await tx.selectFrom('providers').select('provider_id').execute()
      await other.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'tenantry_app' AND datname = $1 AND pid <> pg_backend_pid()",
        [name],
      )
      await tx.selectFrom('providers').select('provider_id').execute()
    })
    const error = await lost.catch((thrown: unknown) => thrown)
    expect(asAppError(error).code, String(error)).toBe('unavailable')
    expect(reported.length).toBeGreaterThan(0)
    expect(await database.within(scope, (tx) => tx.selectFrom('providers').selectAll().execute())).toEqual([])
    await Promise.all([pool.end(), other.end()])
  })

  it('does not commit what failed inside, even when the failure was caught', async () => {
    const pool = createPool({ connectionString: cluster.roleUrl(name, 'tenantry_app'), max: 1 }, () => {})
    const scope = systemScope(newId())
    const swallowed = new TenantDatabase(pool).within(scope, async (tx) => {
      const row = { provider_id: scope.providerId, created_at: new Date() }
      await tx.insertInto('providers').values(row).execute()
      await tx
        .insertInto('providers')
        .values(row)
        .execute()
        .catch(() => {})
    })
    await expect(swallowed).rejects.toThrow('A statement failed')
    await pool.end()
  })
})

describe('a pool', () => {
  it('has ended once its connections are closed, those too that were given back as broken', async () => {
    const pool = createPool({ connectionString: cluster.roleUrl(name, 'tenantry_app'), max: 3 }, () => {})
    let closed = 0
    pool.on('connect', (client) => client.once('end', () => closed++))
    const clients = await Promise.all([pool.connect(), pool.connect(), pool.connect()])
    for (const [index, client] of clients.entries()) client.release(index === 0)
    await pool.end()
    expect(closed).toBe(3)
  })

  it('of many connections ends without a warning', async () => {
    const warnings: Error[] = []
    const listen = (warning: Error) => warnings.push(warning)
    process.on('warning', listen)
    const pool = createPool({ connectionString: cluster.roleUrl(name, 'tenantry_app'), max: 12 }, () => {})
    const clients = await Promise.all(Array.from({ length: 12 }, () => pool.connect()))
    for (const client of clients) client.release()
    await pool.end()
    // Warnings are told some ticks later.
    await new Promise<void>((resolve) => setImmediate(resolve))
    process.off('warning', listen)
    expect(warnings).toEqual([])
  })
})

describe('the queries of a pool', () => {
  it('are planned alike, whatever the server or its database has set', async () => {
    const strange = ['random_page_cost = 4', 'jit = on', 'max_parallel_workers_per_gather = 2']
    for (const setting of strange) await owner.query(`ALTER DATABASE ${name} SET ${setting}`)
    const pool = createPool({ connectionString: cluster.roleUrl(name, 'tenantry_app'), max: 1 }, () => {})
    const { rows } = await pool.query(
      `SELECT current_setting('random_page_cost') AS cost, current_setting('jit') AS jit,
        current_setting('max_parallel_workers_per_gather') AS helpers`,
    )
    expect(rows).toEqual([{ cost: '1.1', jit: 'off', helpers: '0' }])
    await pool.end()
  })

  it('has days begin by UTC, whatever zone the database has', async () => {
    await owner.query(`ALTER DATABASE ${name} SET timezone = 'Asia/Kolkata'`)
    const pool = createPool({ connectionString: cluster.roleUrl(name, 'tenantry_app'), max: 1 }, () => {})
    const { rows } = await pool.query("SELECT '2026-01-31'::timestamptz AS begins")
    expect(rows).toEqual([{ begins: new Date('2026-01-31T00:00:00Z') }])
    await pool.end()
  })
})

describe("a role's connection", () => {
  it.each([
    ['with the owner in the query', (url: string) => withQuery(url)],
    ['with the owner before the host', (url: string) => url],
  ])('is that role and no other, from an address %s', async (_, form) => {
    const ownerUrl = form(cluster.ownerUrl(name))
    const pool = new pg.Pool({ connectionString: connectionStringFor(ownerUrl, 'tenantry_app', testSecret), max: 1 })
    const { rows } = await pool.query('SELECT current_user AS me')
    expect(rows).toEqual([{ me: 'tenantry_app' }])
    await expect(requireRole(pool, 'tenantry_app')).resolves.toBeUndefined()
    await pool.end()
  })

  it('names its role also where the address has no host', () => {
    const url = connectionStringFor('postgresql:///db?host=/var/run/postgresql', 'tenantry_app', testSecret)
    expect(new pg.Client({ connectionString: url }).user).toBe('tenantry_app')
  })

  it('is refused when it turns out to be the owner', async () => {
    await expect(requireRole(owner, 'tenantry_app')).rejects.toThrow('connects tenantry_app as')
  })
})

function withQuery(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  url.searchParams.set('user', decodeURIComponent(url.username))
  url.searchParams.set('password', decodeURIComponent(url.password))
  url.username = ''
  url.password = ''
  return url.toString()
}
