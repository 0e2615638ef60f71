import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { StartupError } from '../postgres/startup-error.ts'
import { ensureRoles } from './roles.ts'

/** Where the migrations lie and who runs them. */
export interface MigrateOptions {
  /** Connection string of the database's owner, who needs no superuser. */
  ownerUrl: string
  /** The installation's secret: the passwords of the roles are derived from it. */
  secret: string
  migrationsDir: string
}

/**
 * Brings the database to the schema of this release: roles, then each migration once, all under one lock and in one
 * transaction.
 * @returns the names of the migrations that ran now
 * @throws StartupError with one clear line when the database is too old, newer than this release, or out of reach
 */
export async function migrate({ ownerUrl, secret, migrationsDir }: MigrateOptions): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1, connectionTimeoutMillis: 10_000 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await prepare(pool, secret)
    const migrator = new Migrator({
      db,
      provider: { getMigrations: () => readMigrations(migrationsDir) },
      migrationTableSchema: 'migrations',
    })
    const { results = [], error } = await migrator.migrateToLatest()
    if (error) throw failed(error, results.find((result) => result.status === 'Error')?.migrationName)
    // The readiness check compares this release's migrations with those that have run.
    await pool.query(
      'GRANT USAGE ON SCHEMA migrations TO tenantry_app; GRANT SELECT ON migrations.kysely_migration TO tenantry_app',
    )
    return results.map((result) => result.migrationName)
  } finally {
    await db.destroy()
  }
}

/** Whether all migrations of this release have run; used by the readiness check. */
export async function pendingMigrations(pool: pg.Pool, migrationsDir: string): Promise<string[]> {
  const names = Object.keys(await readMigrations(migrationsDir))
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM migrations.kysely_migration')
  const done = new Set(rows.map((row) => row.name))
  return names.filter((name) => !done.has(name))
}

async function prepare(pool: pg.Pool, secret: string): Promise<void> {
  const client = await pool.connect().catch((error: Error) => {
    throw new StartupError(`The database cannot be reached: ${error.message}`)
  })
  try {
    const { rows } = await client.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    )
    if ((rows[0]?.version ?? 0) < 150_000) throw new StartupError('PostgreSQL 15 or newer is needed')
    // Roles belong to the whole cluster: two databases of one cluster must not create them at the same moment.
    await client.query('SELECT pg_advisory_lock(727450192)')
    await ensureRoles(client, secret).finally(() => client.query('SELECT pg_advisory_unlock(727450192)'))
  } finally {
    client.release()
  }
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
  if (/corrupted migrations/.test(message))
    return new StartupError(
      'The database was migrated by another release of Tenantry; install that release or a newer one',
    )
  return new StartupError(`The migration ${migration ?? ''} failed: ${message}`)
}
