import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { countOf } from '../english.ts'
import { StartupError } from '../postgres/startup-error.ts'
import { asOwner, throwUnreachable } from './owner-connection.ts'
import { ensureRoles, lacksRoles, mayNotMakeRoles } from './roles.ts'
import { otherDatabases } from './shared-roles.ts'

/** Where the migrations lie and who runs them. */
export interface MigrateOptions {
  /** Connection string of the database's owner, who needs no superuser. */
  ownerUrl: string
  /** The installation's secret: the passwords of the roles are derived from it. */
  secret: string
  migrationsDir: string
  /** Told where the roles have got other passwords and other databases of the server use them. */
  onSharedPasswords?: (databases: readonly string[]) => void
}

/**
 * Brings the database to the schema of this release: roles, then each migration once, all under one lock and the
 * migrations in one transaction.
 * @returns the names of the migrations that ran now
 * @throws StartupError with one clear line when the database is too old, newer than this release, or out of reach
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const { ownerUrl, migrationsDir } = options
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2, connectionTimeoutMillis: 10_000 })
  // A connection that is lost fails its query, if not this one the next; lost while idle it harms nobody.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await underLock(pool, async (client) => {
      if (await ensureRoles(client, options)) {
        const others = await otherDatabases(ownerUrl)
        if (others.length > 0) options.onSharedPasswords?.(others)
      }
      const ran = await runMigrations(db, migrationsDir)
      // The readiness check compares this release's migrations with those that have run.
      await client.query(
        `GRANT USAGE ON SCHEMA migrations TO tenantry_app, tenantry_backup;
         GRANT SELECT ON ALL TABLES IN SCHEMA migrations TO tenantry_backup;
         GRANT SELECT ON migrations.kysely_migration TO tenantry_app`,
      )
      return ran
    })
  } finally {
    await db.destroy()
  }
}

/** Whether all migrations of this release have run; used by the readiness check. */
export async function pendingMigrations(pool: pg.Pool, migrationsDir: string): Promise<string[]> {
  const { released, done } = await namesOfMigrations(pool, migrationsDir)
  return released.filter((name) => !done.includes(name))
}

/**
 * Refuses a database whose schema is not that of this release, and leaves it as it is: one that waits for migrations, and
 * one that another release has migrated.
 * @throws StartupError that says what to do
 */
export async function requireCurrent(pool: pg.Pool, migrationsDir: string): Promise<void> {
  const { released, done } = await namesOfMigrations(pool, migrationsDir)
  if (done.some((name, index) => name !== released[index])) throw new StartupError(ofAnotherRelease)
  const count = released.length - done.length
  if (count > 0)
    throw new StartupError(
      `${countOf(count, 'migration')} of this release ${count === 1 ? 'has' : 'have'} not run: "npx tenantry migrate" or the next start runs them. An older release does not start afterwards.`,
    )
}

async function namesOfMigrations(pool: pg.Pool, dir: string): Promise<{ released: string[]; done: string[] }> {
  const released = Object.keys(await readMigrations(dir))
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM migrations.kysely_migration')
  return { released, done: rows.map(({ name }) => name).sort() }
}

const ofAnotherRelease =
  'The database was migrated by another release of Tenantry; install that release or a newer one.'

/**
 * Refuses a database that was never migrated, and leaves it as it is.
 * @throws StartupError with one clear line, also when it is out of reach
 */
export async function requireMigrated(ownerUrl: string): Promise<void> {
  if (!(await isMigrated(ownerUrl))) throw new StartupError(`${notMigrated}: run "npx tenantry migrate".`)
}

/** What is said of a database that was never migrated. */
export const notMigrated = 'The database is not migrated yet'

/**
 * Whether a database was ever migrated, by whichever release.
 * @throws StartupError with one clear line when it is out of reach, too old, or cannot hold every character
 */
export async function isMigrated(ownerUrl: string): Promise<boolean> {
  return asOwner(ownerUrl, async (client) => {
    await requireUsable(client)
    // A schema of the first migration; whoever connects may see that it is there.
    const { rowCount } = await client.query("SELECT 1 FROM pg_namespace WHERE nspname = 'tenancy'")
    return rowCount !== 0
  })
}

/**
 * Refuses a user who may not make schemas and tables in a database that was never migrated, before anything is made.
 * @throws StartupError that says what an administrator has to do
 */
export async function requireMaker(ownerUrl: string): Promise<void> {
  const [found] = await asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ me: string; database: string; may: boolean | null }>(
      `SELECT quote_ident(current_user) AS me, quote_ident(current_database()) AS database,
         has_database_privilege(current_database(), 'CREATE') AND
           (SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = 'public') AS may`,
    )
    return rows
  })
  if (found?.may !== false) return
  const { me, database } = found
  throw new StartupError(
    `The user ${me} may not make schemas and tables in the database ${database}. Give it to that user: ALTER DATABASE ${database} OWNER TO ${me};`,
  )
}

/**
 * Refuses a user who may not make the roles where an administrator has not made them either. Nothing is changed.
 * @param secret the installation's, or null where it has none yet
 * @throws StartupError that says what an administrator has to do
 */
export async function requireRoles(ownerUrl: string, secret: string | null): Promise<void> {
  if (await asOwner(ownerUrl, (client) => lacksRoles(client, { ownerUrl, secret })))
    throw new StartupError(`${mayNotMakeRoles} what "npx tenantry migrate" prints.`)
}

async function requireUsable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    "SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding",
  )
  const { version = 0, encoding } = rows[0] ?? {}
  requireVersion(version)
  if (encoding !== 'UTF8')
    throw new StartupError(
      `The database is encoded as ${encoding}, and UTF8 is needed: make it with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.`,
    )
}

/**
 * Refuses a PostgreSQL that is too old.
 * @param version as `server_version_num` has it
 * @throws StartupError
 */
export function requireVersion(version: number): void {
  if (version < 150_000)
    throw new StartupError(`PostgreSQL 15 or newer is needed; this is ${Math.floor(version / 10_000)}.`)
}

async function underLock<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch(throwUnreachable)
  try {
    const { rows } = await client.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    )
    requireVersion(rows[0]?.version ?? 0)
    await client.query('SELECT pg_advisory_lock(727450192)')
    return await work(client)
  } finally {
    await client.query('SELECT pg_advisory_unlock_all()').catch(() => {})
    client.release()
  }
}

async function runMigrations(db: Kysely<unknown>, migrationsDir: string): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => readMigrations(migrationsDir) },
    migrationTableSchema: 'migrations',
  })
  const { results = [], error } = await migrator.migrateToLatest()
  if (error) throw failed(error, results.find((result) => result.status === 'Error')?.migrationName)
  return results.map((result) => result.migrationName)
}

async function readMigrations(dir: string): Promise<Record<string, Migration>> {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.sql')).sort()
  const entries = files.map(async (file): Promise<[string, Migration]> => {
    const text = await readFile(path.join(dir, file), 'utf8')
    return [file.slice(0, -'.sql'.length), { up: async (db) => void (await sql.raw(text).execute(db)) }]
  })
  return Object.fromEntries(await Promise.all(entries))
}

function failed(error: unknown, migration: string | undefined): Error {
  const message = error instanceof Error ? error.message : String(error)
  if (/corrupted migrations/.test(message)) return new StartupError(ofAnotherRelease)
  const what = migration ? `The migration ${migration}` : 'What comes before the migrations'
  return new StartupError(`${what} failed: ${message}`)
}
