// One run of the postgres program, from spawning it to its end.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { type Cluster, clusterPathFor, programEnvironment } from './cluster.ts'
import type { LogFile } from './log-file.ts'
import { commandLineSettings, type ServerSettings } from './settings.ts'
import { diskFull, StartupError } from './startup-error.ts'
import { startWatchdog, type Watchdog } from './watchdog.ts'

/** A postmaster that accepts connections. */
export type Postmaster = { process: ChildProcess; watchdog: Watchdog; port: number }

/** What it takes to start one; `choosePort` gives a port that is free at that moment. */
export type Launch = {
  binaries: Binaries
  cluster: Cluster
  account: Account | undefined
  logFile: LogFile
  settings: Omit<ServerSettings, 'port'>
  choosePort: () => Promise<number>
}

const portAttempts = 5
const pollMs = 5
const slowPollMs = 50
const patientAfterMs = 2_000

/**
 * Starts PostgreSQL and resolves when it accepts connections, however long recovery takes. A port that somebody takes
 * between the choice and the binding is replaced by another.
 * @throws StartupError with PostgreSQL's own last words when it exits instead
 */
export async function launchPostmaster(launch: Launch): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const port = await launch.choosePort()
    const postmaster = spawnPostmaster(launch, port)
    if (await becomesReady(postmaster, launch.cluster)) return postmaster
    const words = await launch.logFile.tail()
    const portTaken = /could not bind .*: Address already in use/.test(
      words.slice(words.lastIndexOf('starting PostgreSQL')),
    )
    if (!portTaken || attempt === portAttempts) throw await startFailure(launch, words)
  }
}

/** A port on 127.0.0.1 that the system says is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new StartupError('No free port on 127.0.0.1.')
  return address.port
}

function spawnPostmaster({ binaries, cluster, account, logFile, settings }: Launch, port: number): Postmaster {
  const process = spawn(
    binaries.postgres,
    ['-D', clusterPathFor(cluster.dir, account), ...commandLineSettings({ ...settings, port })],
    {
      ...account,
      cwd: cluster.dir,
      // A group of its own: a signal to the server's group must not reach the database before the server has drained.
      detached: true,
      stdio: ['ignore', logFile.descriptor, logFile.descriptor],
      env: programEnvironment(),
    },
  )
  const watchdog = process.pid === undefined ? { release: async () => undefined } : startWatchdog(process.pid, account)
  process.on('exit', () => void watchdog.release())
  return { process, watchdog, port }
}

/** PostgreSQL says "ready" in the eighth line of postmaster.pid, which costs less to ask than connecting. */
async function becomesReady({ process }: Postmaster, cluster: Cluster): Promise<boolean> {
  let ended = false
  process.once('exit', () => (ended = true))
  process.once('error', () => (ended = true))
  const since = Date.now()
  while (!ended) {
    const lines = (await readFile(join(cluster.dir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    if (Number(lines[0]) === process.pid && lines[7]?.trim() === 'ready') return true
    await delay(Date.now() - since < patientAfterMs ? pollMs : slowPollMs)
  }
  return false
}

async function startFailure({ cluster, logFile }: Launch, words: string): Promise<StartupError> {
  // On a full disk PostgreSQL can't write down either that the disk is full.
  if (words.includes('No space left on device') || (await isFull(cluster.dataDir))) return diskFull(cluster.dataDir)
  const lines = words === '' ? 'nothing' : words.split('\n').slice(-5).join(' | ')
  return new StartupError(`PostgreSQL didn't start; the last lines of ${logFile.path}: ${lines}`)
}

async function isFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize < 1024 * 1024
}
