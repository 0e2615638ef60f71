/** Empty databases and owners for tests that migrate by themselves. */
import { randomBytes } from 'node:crypto'
import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { startTestCluster, type TestCluster, testSecret } from '../../testing/test-cluster.ts'
import { projectRoot } from '../project-root.ts'
import { type MigrateOptions, migrate } from './migrate.ts'

const released = path.join(projectRoot, 'server/database/migrations')

/** A cluster to make databases in; call `end` afterwards. */
export class Scratch {
  readonly #cluster: TestCluster
  readonly #admin: pg.Pool
  readonly #made: string[] = []

  private constructor(cluster: TestCluster) {
    this.#cluster = cluster
    this.#admin = new pg.Pool({ connectionString: cluster.adminUrl, max: 1 })
  }

  static async start(): Promise<Scratch> {
    return new Scratch(await startTestCluster())
  }

  /** A database that this release has migrated, without rows; returns its owner's address. */
  async migrated(): Promise<string> {
    const name = await this.#cluster.createDatabase()
    this.#drop(name)
    return this.#cluster.ownerUrl(name)
  }

  /** An empty database; returns its owner's address. */
  async database(owner: { name: string; password: string } | null = null, options = ''): Promise<string> {
    const name = `tenantry_test_scratch_${randomBytes(6).toString('hex')}`
    await this.#admin.query(`CREATE DATABASE ${name} ${options}`)
    this.#drop(name)
    const url = new URL(this.#cluster.adminUrl)
    url.pathname = `/${name}`
    if (owner) {
      await this.#admin.query(`GRANT ${owner.name} TO CURRENT_USER`)
      await this.#admin.query(`ALTER DATABASE ${name} OWNER TO ${owner.name}`)
      url.username = owner.name
      url.password = owner.password
    }
    return url.toString()
  }

  /** A role that owns nothing yet and may neither create roles nor databases. */
  async plainOwner(): Promise<{ name: string; password: string }> {
    const owner = { name: `scratch_${randomBytes(6).toString('hex')}`, password: randomBytes(8).toString('hex') }
    await this.#admin.query(`CREATE ROLE ${owner.name} LOGIN PASSWORD '${owner.password}'`)
    this.#made.push(`DROP ROLE ${owner.name}`)
    return owner
  }

  /** What an administrator types. */
  async administer(statement: string): Promise<void> {
    await this.#admin.query(statement)
  }

  /** At the end; backwards, and FORCE would refuse where autovacuum is at work, which a plain one sends away. */
  #drop(name: string): void {
    this.#made.push(
      `DROP DATABASE ${name}`,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND backend_type = 'client backend'`,
    )
  }

  async end(): Promise<void> {
    for (const statement of this.#made.reverse()) await this.#admin.query(statement)
    await this.#admin.end()
  }
}

/** Runs statements on a database. */
export async function run<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

/** Migrates with this release's migrations, unless told otherwise. */
export function migrateScratch(ownerUrl: string, options: Partial<MigrateOptions> = {}): Promise<string[]> {
  return migrate({ ownerUrl, secret: testSecret, migrationsDir: released, ...options })
}

/** A folder with the first `count` migrations of this release and whatever else is given; removed after `work`. */
export async function withMigrations<T>(
  count: number,
  more: Record<string, string>,
  work: (migrationsDir: string) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(path.join(tmpdir(), 'tenantry-migrations-'))
  try {
    const files = (await releasedMigrations()).slice(0, count)
    for (const file of files) await copyFile(path.join(released, file), path.join(dir, file))
    for (const [file, text] of Object.entries(more)) await writeFile(path.join(dir, file), text)
    return await work(dir)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** The files of this release's migrations, in order. */
export async function releasedMigrations(): Promise<string[]> {
  return (await readdir(released)).filter((file) => file.endsWith('.sql')).sort()
}
