import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { readConfig } from '../config.ts'
import type { Installation } from '../installation.ts'
import { createAccount } from '../platform/auth/accounts.ts'
import type { Clock } from '../platform/clock/clock.ts'
import { createPool } from '../platform/database/pools.ts'
import { TenantDatabase } from '../platform/database/tenant-database.ts'
import { LocalFileStore } from '../platform/files/local-file-store.ts'
import { createLog } from '../platform/log.ts'
import { StatementWatch } from '../platform/tenancy/statement-watch.ts'
import { createVault } from '../platform/vault.ts'
import { startTestCluster, testSecret } from './test-cluster.ts'

/** An installation on a database of its own in the cluster of the test run. */
export interface TestInstallation {
  installation: Installation
  /** The owner of the database, for looking behind the walls and for taking one away. */
  owner: pg.Pool
  databaseName: string
  /** What the application's role has sent without naming the provider. */
  statements: StatementWatch
  /** Closes everything; throws when the wall in the code stood and a statement got past it. */
  close(): Promise<void>
}

interface TestInstallationOptions {
  clock: Clock
  codeWall?: boolean | undefined
  /** Whether statements are planned for their values the first times, as in the product, and fail where that fails. */
  plansAsUsual?: boolean | undefined
  /** The database to copy instead of the template. */
  from?: string | undefined
  /** A database that is there already, and stays. */
  on?: string | undefined
}

/** Opens one; the roles are the product's own restricted ones. */
export async function openTestInstallation({
  clock,
  codeWall = true,
  plansAsUsual = false,
  from,
  on,
}: TestInstallationOptions): Promise<TestInstallation> {
  const cluster = await startTestCluster()
  const databaseName = on ?? (await cluster.createDatabase({ from, plansOnce: !plansAsUsual }))
  const onError = () => {}
  const appPool = createPool({ connectionString: cluster.roleUrl(databaseName, 'tenantry_app'), max: 20 }, onError)
  const statements = new StatementWatch()
  statements.watch(appPool)
  const authPool = createPool({ connectionString: cluster.roleUrl(databaseName, 'tenantry_auth'), max: 3 }, onError)
  const folder = await mkdtemp(path.join(tmpdir(), 'tenantry-test-files-'))
  const owner = new pg.Pool({ connectionString: cluster.ownerUrl(databaseName), max: 3 })
  const installation: Installation = {
    config: readConfig({
      TENANTRY_REQUESTS_PER_MINUTE: '0',
      TENANTRY_LOG_LEVEL: 'silent',
      TENANTRY_ALLOWED_PRIVATE_NETWORKS: '127.0.0.1',
    }),
    secret: testSecret,
    vault: createVault(Buffer.alloc(32, 7)),
    clock,
    log: createLog('silent'),
    database: new TenantDatabase(appPool, { codeWall }),
    files: new LocalFileStore(folder),
    appPool,
    authPool,
    jobsUrl: cluster.roleUrl(databaseName, 'tenantry_jobs'),
    ownerUrl: cluster.ownerUrl(databaseName),
    migrated: [],
    providerIds: async () =>
      (await owner.query<{ provider_id: string }>('SELECT provider_id FROM providers')).rows.map(
        (row) => row.provider_id,
      ),
    createAccount: (account) => createAccount(authPool, account, { memoryKiB: 8, passes: 1 }),
    close: async () => {},
    onDatabaseExit: () => {},
    whyFailed: async (error) => error,
  }
  return {
    installation,
    owner,
    databaseName,
    statements,
    close: async () => {
      await Promise.all([appPool.end(), authPool.end(), owner.end()])
      // Otherwise hundreds would lie there at the end of a run, and autovacuum goes round them all. What somebody is
      // still connected to goes with the cluster.
      if (!on) await cluster.dropDatabase(databaseName).catch(() => {})
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
      const offences = codeWall ? [...statements.offences] : []
      if (offences.length > 0) throw new TypeError(`Statements without their provider:\n${offences.join('\n')}`)
    },
  }
}
