/**
 * A real PostgreSQL for tests: the embedded one, or the one named by TENANTRY_TEST_DATABASE_URL (an owner that may
 * create databases and roles). Each test file gets a database of its own, copied from a migrated template.
 */
import { rm } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { migrate } from '../platform/database/migrate.ts'
import { connectionStringFor, type LoginRole } from '../platform/database/roles.ts'
import { startEmbeddedPostgres } from '../platform/postgres/embedded-postgres.ts'
import { prepareOwner } from '../platform/postgres/prepare-owner.ts'
import { projectRoot } from '../platform/project-root.ts'
import { makeFolderOfTests } from './folder-of-tests.ts'

/** The secret of test installations. */
export const testSecret = 'the secret of a test installation'
const template = 'tenantry_test_template'
/** The template with what `fillTemplate` has put there. */
export const filledTemplate = 'tenantry_test_filled'

/** Names the cluster that all files of a test run share. */
export const sharedCluster = 'TENANTRY_TEST_CLUSTER'

/** How a database of tests comes about. */
interface NewDatabase {
  /** What it is copied from instead of the template: a database that nobody is connected to. */
  from?: string | undefined
  /**
   * Whether its statements are planned once for all values, and not anew the first five times, which most statements of a
   * test never get beyond: that is a sixth of what the database does for tests. What they give does not depend on it.
   */
  plansOnce?: boolean
}

/** A running cluster with a migrated template. */
export interface TestCluster {
  /** Where the owner connects, without a database of tests. */
  readonly adminUrl: string
  /** Makes a database, and returns its name. */
  createDatabase(how?: NewDatabase): Promise<string>
  /**
   * Makes the filled template, unless it is there: the first of a test run fills it, and whoever comes meanwhile waits.
   * @param fill returns what is to be known of what it has put there
   */
  fillTemplate<Told>(fill: (database: string) => Promise<Told>): Promise<Told>
  /** Removes a database that nobody is to use any more; whoever is still connected is sent away. */
  dropDatabase(name: string): Promise<void>
  ownerUrl(database: string): string
  roleUrl(database: string, role: LoginRole): string
  ownerPool(database: string): pg.Pool
  stop(): Promise<void>
}

/** Uses the cluster that the test run has started; alone, starts one or uses the outside one, and migrates its template. */
export async function startTestCluster(): Promise<TestCluster> {
  const shared = process.env[sharedCluster]
  if (shared) return { ...connectTestCluster(shared), stop: async () => {} }
  const outside = process.env.TENANTRY_TEST_DATABASE_URL
  const embedded = outside ? null : await startEmbedded()
  const cluster = connectTestCluster(outside ?? embedded?.url ?? '')
  try {
    for (const left of [template, filledTemplate]) await administer(cluster.adminUrl, `DROP DATABASE IF EXISTS ${left}`)
    await administer(cluster.adminUrl, `CREATE DATABASE ${template}`)
    await migrate({
      ownerUrl: cluster.ownerUrl(template),
      secret: testSecret,
      migrationsDir: path.join(projectRoot, 'server/database/migrations'),
    })
  } catch (error) {
    await embedded?.stop()
    throw error
  }
  return { ...cluster, stop: async () => (embedded ? embedded.stop() : dropTestDatabases(cluster.adminUrl)) }
}

/** A cluster that is not ours keeps nothing of the tests. */
async function dropTestDatabases(url: string): Promise<void> {
  const { rows } = await administer<{ name: string }>(
    url,
    "SELECT datname AS name FROM pg_database WHERE datname LIKE 'tenantry\\_test\\_%' AND pg_get_userbyid(datdba) = current_user",
  )
  for (const { name } of rows) await administer(url, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
}

/** Uses a cluster that another process has started and migrated. */
export function connectTestCluster(adminUrl: string): Omit<TestCluster, 'stop'> {
  const ownerUrl = (database: string) => withDatabase(adminUrl, database)
  const createDatabase = async ({ from = template, plansOnce = false }: NewDatabase = {}) => {
    const name = `tenantry_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
    // The other strategy, which is PostgreSQL's own choice, writes each page to its log as well.
    await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${from} STRATEGY FILE_COPY`)
    if (plansOnce) await administer(adminUrl, `ALTER DATABASE ${name} SET plan_cache_mode = force_generic_plan`)
    return name
  }
  return {
    adminUrl,
    ownerUrl,
    roleUrl: (database, role) => connectionStringFor(ownerUrl(database), role, testSecret),
    ownerPool: (database) => new pg.Pool({ connectionString: ownerUrl(database), max: 2 }),
    createDatabase,
    fillTemplate: async <Told>(fill: (database: string) => Promise<Told>) => {
      const client = new pg.Client({ connectionString: adminUrl })
      await client.connect()
      try {
        await client.query('SELECT pg_advisory_lock(hashtext($1))', [filledTemplate])
        const { rows } = await client.query<{ told: string }>(
          "SELECT shobj_description(oid, 'pg_database') AS told FROM pg_database WHERE datname = $1",
          [filledTemplate],
        )
        if (rows[0]) return JSON.parse(rows[0].told) as Told
        const database = await createDatabase()
        const told = await fill(database)
        await client.query(`COMMENT ON DATABASE ${database} IS ${client.escapeLiteral(JSON.stringify(told))}`)
        await client.query(`ALTER DATABASE ${database} RENAME TO ${filledTemplate}`)
        return told
      } finally {
        await client.end()
      }
    },
    // Those that are just leaving are waited for: sent away, they would tell an error that nobody hears. A plain DROP also
    // sends autovacuum away, where FORCE would refuse.
    dropDatabase: async (name) => {
      const drop = () => administer(adminUrl, `DROP DATABASE ${name}`)
      await drop().catch(async () => {
        await administer(
          adminUrl,
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND backend_type = 'client backend'`,
        )
        await drop()
      })
    },
  }
}

async function startEmbedded() {
  const dataDir = await makeFolderOfTests('tenantry-test-')
  const database = await startEmbeddedPostgres({ dataDir, log: () => {}, durable: false, maxConnections: 200 })
  const url = new URL(await prepareOwner(database, 'postgres'))
  url.searchParams.set('host', path.join(dataDir, 'postgres'))
  return {
    url: url.toString(),
    stop: async () => {
      await database.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function withDatabase(url: string, database: string): string {
  const result = new URL(url)
  result.pathname = `/${database}`
  return result.toString()
}

/** Of each cluster: making and dropping databases is done hundreds of times, and a connection costs as much as a statement. */
const administrators = new Map<string, pg.Pool>()

async function administer<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<pg.QueryResult<Row>> {
  const pool = administrators.get(url) ?? new pg.Pool({ connectionString: url, max: 2, allowExitOnIdle: true })
  if (!administrators.has(url)) {
    administrators.set(url, pool)
    // Those that are idle when the cluster stops are sent away.
    pool.on('error', () => {})
  }
  return pool.query<Row>(statement)
}
