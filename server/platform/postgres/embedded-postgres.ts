// The PostgreSQL that comes with the product: made on the first start, supervised by this process, ended with it.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { databaseAccount } from './account.ts'
import { prepareBinaries } from './binaries.ts'
import { type Cluster, ensureCluster } from './cluster.ts'
import { lockDataFolder } from './data-folder-lock.ts'
import { type LogFile, openLogFile } from './log-file.ts'
import { freePort, launchPostmaster, type Postmaster } from './postmaster.ts'
import { endLeftovers } from './processes.ts'
import { exitOf, shutDown, withinMs } from './shut-down.ts'
import { StartupError, withClearFileErrors } from './startup-error.ts'
import { changePassword, superuserPassword } from './superuser-password.ts'

/** What `startEmbeddedPostgres` needs to know. */
export type EmbeddedPostgresOptions = {
  /** Absolute; the cluster lives in `${dataDir}/postgres`, its log in logs/, the password in secrets/. */
  dataDir: string
  log: (event: string, fields?: Record<string, unknown>) => void
  /** False trades safety against power failures for speed; for tests. */
  durable?: boolean
  maxConnections?: number
  /** Gives a port on 127.0.0.1 to try; called again when the port turns out to be taken. */
  choosePort?: () => Promise<number>
}

/** A running database that this process owns. */
export type EmbeddedPostgres = {
  host: string
  port: number
  superuser: string
  superuserPassword: string
  /** A postgres:// address; user and password are the superuser's unless given. */
  connectionString(database: string, user?: string, password?: string): string
  /** Disconnects everybody and resolves when no process of the database is left; may be called again. */
  stop(): Promise<void>
  /** Called once if the database ends although nobody called `stop`; at once where it has. */
  onExit(listener: (code: number | null) => void): void
  /**
   * Why something that works with the database has failed: a StartupError with one line where the database has ended by
   * itself, which a lost connection may tell a moment earlier; else the error as it is.
   */
  whyFailed(error: unknown): Promise<unknown>
}

type Options = Required<EmbeddedPostgresOptions>

const host = '127.0.0.1'
const superuser = 'postgres'

/**
 * Starts the database of a data folder, making it on the first start, and resolves when it accepts connections.
 * Holds a lock on the folder until `stop` has finished or this process has died. A database that an earlier process
 * left running there is ended first; if this process dies, a watchdog ends the database.
 * @throws StartupError one line that says what is wrong and what to do, for everything an operator can change
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new StartupError('There is no built-in PostgreSQL on Windows: set DATABASE_URL to a PostgreSQL of your own.')
  }
  const complete = { durable: true, maxConnections: 60, choosePort: freePort, ...options }
  return await withClearFileErrors(options.dataDir, async () => {
    await mkdir(options.dataDir, { recursive: true })
    const lock = await lockDataFolder(options.dataDir)
    try {
      return await startLocked(complete, lock.release)
    } catch (error) {
      await lock.release()
      throw error
    }
  })
}

async function startLocked(options: Options, release: () => Promise<void>): Promise<EmbeddedPostgres> {
  const { dataDir, log, durable, maxConnections, choosePort } = options
  const since = performance.now()
  const cluster: Cluster = { dataDir, dir: join(dataDir, 'postgres') }
  const account = await databaseAccount(dataDir, cluster.dir)
  const binaries = await prepareBinaries(dataDir, account)
  const ended = await endLeftovers(cluster.dir)
  if (ended.length > 0) log('postgres.leftovers_ended', { processes: ended })
  const password = await superuserPassword(dataDir)
  const isNew = await ensureCluster(cluster, binaries, account, password.file, durable)
  if (password.isNew && !isNew) {
    await changePassword(cluster.dir, binaries, account, password.value)
    log('postgres.superuser_password_replaced', { file: password.file })
  }
  const logFile = await openLogFile(dataDir)
  try {
    const settings = { durable, maxConnections }
    const postmaster = await launchPostmaster({ binaries, cluster, account, logFile, settings, choosePort })
    log('postgres.ready', { port: postmaster.port, startMs: Math.round(performance.now() - since) })
    return supervise({ postmaster, cluster, logFile, log, release, password: password.value })
  } catch (error) {
    logFile.close()
    throw error
  }
}

type Supervised = {
  postmaster: Postmaster
  cluster: Cluster
  logFile: LogFile
  log: Options['log']
  release: () => Promise<void>
  password: string
}

function supervise({ postmaster, cluster, logFile, log, release, password }: Supervised): EmbeddedPostgres {
  const listeners: ((code: number | null) => void)[] = []
  let exited: { code: number | null } | undefined
  let stopping: Promise<void> | undefined
  const stop = async () => {
    await shutDown(postmaster.process, cluster.dir)
    await postmaster.watchdog.release()
    logFile.close()
    await release()
    log('postgres.stopped')
  }
  postmaster.process.on('exit', (code, signal) => {
    if (stopping) return
    exited = { code }
    log('postgres.exited', { code, signal, log: logFile.path })
    for (const listener of listeners) listener(code)
  })
  // A process that has nothing else to do may end without `stop`; the watchdog then ends the database.
  postmaster.process.unref()
  return {
    host,
    port: postmaster.port,
    superuser,
    superuserPassword: password,
    connectionString: (database, user = superuser, secret = password) =>
      `postgres://${encodeURIComponent(user)}:${encodeURIComponent(secret)}@${host}:${postmaster.port}/${encodeURIComponent(database)}`,
    stop: () => (stopping ??= stop()),
    onExit: (listener) => {
      if (exited) listener(exited.code)
      else listeners.push(listener)
    },
    whyFailed: async (error) => {
      if (!stopping) await withinMs(exitOf(postmaster.process), 500)
      if (!exited) return error
      return new StartupError(
        `The database has ended by itself: its log, ${logFile.path}, may say why. Start again once that is mended.`,
        { cause: error },
      )
    },
  }
}
