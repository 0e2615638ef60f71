/** Everything below HTTP: the database, its roles and pools, the secret of the installation, and what uses them. */
import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import type { Config } from './config.ts'
import { readSecret, requireInstalled, requireNoOther, type SecretName, secretFile } from './installed.ts'
import { createAccount, type NewAccount } from './platform/auth/accounts.ts'
import { type Clock, systemClock } from './platform/clock/clock.ts'
import { migrate, requireCurrent, requireMigrated } from './platform/database/migrate.ts'
import { createPool } from './platform/database/pools.ts'
import { connectionStringFor, otherSecret, requireRole, wrongPassword } from './platform/database/roles.ts'
import { TenantDatabase } from './platform/database/tenant-database.ts'
import type { FileStore } from './platform/files/file-store.ts'
import { LocalFileStore } from './platform/files/local-file-store.ts'
import type { Log } from './platform/log.ts'
import { giveToOwner } from './platform/postgres/account.ts'
import { makeDataFolder } from './platform/postgres/data-folder.ts'
import { startEmbeddedPostgres } from './platform/postgres/embedded-postgres.ts'
import { prepareOwner } from './platform/postgres/prepare-owner.ts'
import { narrowSecrets } from './platform/postgres/secret-modes.ts'
import { errorCode, StartupError, withClearFileErrors } from './platform/postgres/startup-error.ts'
import { projectRoot } from './platform/project-root.ts'
import { createVault, type Vault } from './platform/vault.ts'

/** An open installation. */
export interface Installation {
  config: Config
  secret: string
  /** Opens secrets that lie in the database. */
  vault: Vault
  clock: Clock
  log: Log
  database: TenantDatabase
  /** Where files lie, whichever server asks. */
  files: FileStore
  appPool: pg.Pool
  authPool: pg.Pool
  /** Connection string of the jobs role. */
  jobsUrl: string
  ownerUrl: string
  /** Names of the migrations that ran when the installation was opened. */
  migrated: string[]
  /** Every provider of the installation, for commands of its operator. */
  providerIds: () => Promise<string[]>
  createAccount: (account: NewAccount) => Promise<{ accountId: string }>
  /** Ends pools and, where it is ours, the database. */
  close(): Promise<void>
  /** Called once when the database ends by itself; at once where it has. */
  onDatabaseExit(listener: () => void): void
  /** Why a start has failed: a StartupError where the database has ended by itself, else the error as it is. */
  whyFailed(error: unknown): Promise<unknown>
}

/** Where the migrations of this release lie. */
export const migrationsDir = path.join(projectRoot, 'server/database/migrations')

/** How an installation is opened. */
export interface OpenOptions {
  /** For commands: use the embedded database of a server that is running, where there is one. */
  shared?: boolean
  /** Whether one is made where there is none, and migrated; else its schema has to be that of this release. */
  makes?: boolean
}

/**
 * Starts or reaches the database, and migrates it unless it is only to be used.
 * @throws StartupError with one clear line
 */
export async function openInstallation(
  config: Config,
  log: Log,
  { shared = false, makes = true }: OpenOptions = {},
): Promise<Installation> {
  // Beside a running server there is one already, whose secret it may have from its environment alone.
  const makesOne = makes && !(shared && !config.databaseUrl && (await runningDatabase(config.dataDir)))
  if (makesOne) {
    await requireNoOther(config)
    await withClearFileErrors(config.dataDir, () => makeDataFolder(config.dataDir))
    const narrowed = await narrowSecrets(config.dataDir)
    if (narrowed.length > 0)
      log.warn({ event: 'secrets.narrowed', files: narrowed }, 'others could read these files of the data folder')
  } else await requireInstalled(config)
  const kept = (name: SecretName) =>
    withClearFileErrors(config.dataDir, () => keptSecret(config.dataDir, name, makesOne))
  const secret = config.secret ?? (await kept('installation-secret'))
  const vault = createVault(Buffer.from(config.encryptionKey ?? (await kept('encryption-key')), 'hex'))
  const reached = await reachDatabase(config, log, shared)
  try {
    // An outside one was looked at before anything was made; of the embedded one a first start may have been cut off.
    if (!makes && !config.databaseUrl) await requireMigrated(reached.ownerUrl)
    const options = {
      ...{ ownerUrl: reached.ownerUrl, secret, migrationsDir },
      onSharedPasswords: (databases: readonly string[]) =>
        log.warn(
          { event: 'database.passwords_changed', databases },
          'the roles have passwords of another secret from now on, which the installations of these databases need, too',
        ),
    }
    // A command that only uses the installation takes neither the schema nor the passwords of the roles from its servers.
    const migrated = makes ? await migrate(options) : []
    if (migrated.length > 0) log.info({ event: 'database.migrated', migrations: migrated })
    return await connect(config, log, { ...reached, secret, vault, migrated }, async (appPool) => {
      if (!makes) await requireCurrent(appPool, migrationsDir)
    })
  } catch (error) {
    const reason = await reached.server?.whyFailed(error)
    await reached.server?.stop()
    throw reason ?? error
  }
}

interface Reached {
  ownerUrl: string
  /** The embedded database that this process has started. */
  server: Awaited<ReturnType<typeof startEmbeddedPostgres>> | null
}

async function reachDatabase(config: Config, log: Log, shared: boolean): Promise<Reached> {
  if (config.databaseUrl) return { ownerUrl: config.databaseUrl, server: null }
  const running = shared ? await runningDatabase(config.dataDir) : null
  if (running) return { ownerUrl: running, server: null }
  const server = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    log: (event, fields) => log.info({ event, ...fields }),
    maxConnections: config.databaseConnections + 40,
  })
  const ownerUrl = await prepareOwner(server, 'tenantry').catch(async (error) => {
    const reason = await server.whyFailed(error)
    await server.stop()
    throw reason
  })
  // A command's database ends with the command, so nobody else is led to it.
  if (!shared) await leaveAddress(config.dataDir, ownerUrl)
  return { ownerUrl, server }
}

async function leaveAddress(dataDir: string, ownerUrl: string): Promise<void> {
  const file = runningFile(dataDir)
  // What a crash left may belong to somebody else, who could still read it.
  await rm(file, { force: true })
  await writeFile(file, ownerUrl, { mode: 0o600, flag: 'wx' })
  await giveToOwner(dataDir, file)
}

/** Where a running server leaves the address of its database for commands; only its own user may read it. */
function runningFile(dataDir: string): string {
  return path.join(dataDir, 'secrets/running-database')
}

/** The address of the embedded database of a server that runs on a data folder. */
export async function runningDatabase(dataDir: string): Promise<string | null> {
  const url = await readFile(runningFile(dataDir), 'utf8').catch(() => null)
  if (!url) return null
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    return url
  } catch {
    return null
  } finally {
    await client.end().catch(() => {})
  }
}

async function connect(
  config: Config,
  log: Log,
  opened: Reached & { secret: string; vault: Vault; migrated: string[] },
  requireSchema: (appPool: pg.Pool) => Promise<void>,
): Promise<Installation> {
  const { secret, vault, ownerUrl, server, migrated } = opened
  let isClosing = false
  const onError = (error: Error) => {
    // What does not close in time is cut off by whoever ends the database.
    if (!isClosing) log.warn({ event: 'database.connection_lost', reason: error.message })
  }
  const poolFor = (role: 'tenantry_app' | 'tenantry_auth', max: number) =>
    createPool({ connectionString: connectionStringFor(ownerUrl, role, secret), max }, onError)
  const appPool = poolFor('tenantry_app', config.databaseConnections)
  const authPool = poolFor('tenantry_auth', 5)
  try {
    await Promise.all([requireRole(appPool, 'tenantry_app'), requireRole(authPool, 'tenantry_auth')])
    await requireSchema(appPool)
  } catch (error) {
    await Promise.all([appPool.end(), authPool.end()])
    // The owner got in before: the passwords of the roles come from the secret.
    throw errorCode(error) === wrongPassword ? new StartupError(otherSecret) : error
  }
  return {
    config,
    secret,
    vault,
    clock: systemClock,
    log,
    database: new TenantDatabase(appPool),
    files: new LocalFileStore(path.join(config.dataDir, 'files')),
    appPool,
    authPool,
    jobsUrl: connectionStringFor(ownerUrl, 'tenantry_jobs', secret),
    ownerUrl,
    migrated,
    providerIds: () => allProviders(ownerUrl),
    createAccount: (account) => createAccount(authPool, account),
    close: async () => {
      isClosing = true
      try {
        await Promise.all([appPool.end(), authPool.end()])
        if (server) await rm(runningFile(config.dataDir), { force: true })
      } finally {
        await server?.stop()
      }
    },
    onDatabaseExit: (listener) => server?.onExit(listener),
    whyFailed: async (error) => (server ? server.whyFailed(error) : error),
  }
}

async function allProviders(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  // A connection that is lost fails its query.
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ provider_id: string }>(
      'SELECT provider_id FROM providers ORDER BY provider_id',
    )
    return rows.map((row) => row.provider_id)
  } finally {
    await client.end()
  }
}

/**
 * Reads a secret of the installation from the data folder, or makes it on the first start. The file appears whole, so
 * that of two starts one wins and a crash leaves none behind that is cut off.
 * @param keeps whether one that is made is kept; for commands that need none it is as good as any
 * @throws StartupError when the file holds no secret
 */
async function keptSecret(dataDir: string, name: SecretName, keeps: boolean): Promise<string> {
  const file = secretFile(dataDir, name)
  const present = await readSecret(file)
  if (present) return present
  const made = randomBytes(32).toString('hex')
  if (!keeps) return made
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const unfinished = `${file}.${process.pid}`
  try {
    const handle = await open(unfinished, 'w', 0o600)
    await handle.writeFile(`${made}\n`)
    await handle.sync()
    await handle.close()
    await giveToOwner(dataDir, path.dirname(file))
    await giveToOwner(dataDir, unfinished)
    await link(unfinished, file).catch((error) => {
      if (errorCode(error) !== 'EEXIST') throw error
    })
  } finally {
    await rm(unfinished, { force: true })
  }
  return (await readSecret(file)) ?? ''
}
