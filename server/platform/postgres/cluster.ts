// The files of the database: making them once, and telling whether existing ones can be used.
import { spawn } from 'node:child_process'
import {
  chmod,
  chown,
  type FileHandle,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { endLeftovers } from './processes.ts'
import { diskFull, errorCode, StartupError } from './startup-error.ts'

/** A database on disk; `dir` is PostgreSQL's own data directory. */
export type Cluster = { dataDir: string; dir: string }

const unfinished = 'postgres.new-'

/**
 * How a program that runs as `account` with the cluster as its current folder names that folder. Another account may
 * be unable to walk to it (below a home closed to others); but Node enters the folder while it is still root, and the
 * kernel's link to the current folder leads there without walking, also for every process PostgreSQL starts.
 */
export function clusterPathFor(dir: string, account: Account | undefined): string {
  return account ? '/proc/self/cwd' : dir
}

/** What PostgreSQL's programs see of our environment: nothing of it is theirs to read, our secrets least of all. */
export function programEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}

/**
 * Makes the cluster unless there is one. It is made in a folder of another name and renamed when complete, so an
 * interruption leaves nothing that looks like a cluster; what an earlier interruption left is removed.
 * @returns whether the cluster is new
 * @throws StartupError when the folder is no cluster, is of another major version, belongs to somebody else, or
 *   can't be made
 */
export async function ensureCluster(
  cluster: Cluster,
  binaries: Binaries,
  account: Account | undefined,
  passwordFile: string,
  durable: boolean,
): Promise<boolean> {
  await removeUnfinished(cluster.dataDir)
  await refuseForeign(cluster)
  if ((await entriesOf(cluster.dir)).length > 0) {
    await refuseUnusable(cluster, binaries)
    // PostgreSQL refuses a cluster that others may read, which is how many ways of restoring a backup leave it.
    await chmod(cluster.dir, 0o700)
    return false
  }
  const folder = await mkdtemp(join(cluster.dataDir, unfinished))
  await chmod(folder, 0o700)
  if (account) await chown(folder, account.uid, account.gid)
  await initialise(cluster.dataDir, { folder, binaries, account, durable }, passwordFile)
  await rename(folder, cluster.dir)
  if (durable) await syncFolder(cluster.dataDir)
  return true
}

async function removeUnfinished(dataDir: string): Promise<void> {
  for (const name of await entriesOf(dataDir)) {
    if (!name.startsWith(unfinished)) continue
    await endLeftovers(join(dataDir, name))
    await rm(join(dataDir, name), { recursive: true, force: true })
  }
}

async function refuseForeign({ dir }: Cluster): Promise<void> {
  const owner = (await stat(dir).catch(unlessMissing))?.uid
  const user = process.getuid?.()
  if (owner === undefined || user === undefined || user === 0 || owner === user) return
  throw new StartupError(
    `The database in ${dir} belongs to user ${owner}, but this is user ${user}: start as that user or give the folder away with chown -R.`,
  )
}

async function refuseUnusable({ dir }: Cluster, { majorVersion }: Binaries): Promise<void> {
  if ((await stat(dir)).uid === 0) {
    throw new StartupError(
      `The database in ${dir} belongs to root, and PostgreSQL refuses to run as root: give it to another user with chown -R.`,
    )
  }
  const found = (await readFile(join(dir, 'PG_VERSION'), 'utf8').catch(unlessMissing))?.trim()
  if (found === undefined) {
    throw new StartupError(`The folder ${dir} holds something other than a database: move it away, then start again.`)
  }
  if (found !== String(majorVersion)) {
    throw new StartupError(
      `The database in ${dir} was made by PostgreSQL ${found}, but this release brings ${majorVersion}: start the release ` +
        'that made it, export the data there and import it here, or set DATABASE_URL to a PostgreSQL that serves it.',
    )
  }
}

type Making = { folder: string; binaries: Binaries; account: Account | undefined; durable: boolean }

async function initialise(dataDir: string, making: Making, passwordFile: string): Promise<void> {
  const password = making.account && (await openReadable(passwordFile, making.folder, making.account))
  const { status, words } = await runInitdb(making, password?.fd ?? passwordFile)
  await password?.close()
  if (status === 0) return
  await rm(making.folder, { recursive: true, force: true })
  if (words.includes('No space left on device')) throw diskFull(dataDir)
  throw new StartupError(`The database in ${dataDir} couldn't be made; initdb says: ${lastLines(words)}`)
}

/** An open file that `account` can read through its descriptor only: it has no name any more when this returns. */
async function openReadable(passwordFile: string, folder: string, account: Account): Promise<FileHandle> {
  const copy = `${folder}.password`
  await writeFile(copy, await readFile(passwordFile), { mode: 0o600, flag: 'wx' })
  const file = await open(copy)
  await file.chown(account.uid, account.gid)
  await rm(copy)
  return file
}

async function runInitdb({ folder, binaries, account, durable }: Making, password: string | number) {
  const initdb = spawn(
    binaries.initdb,
    [
      ...['-D', clusterPathFor(folder, account), '--username=postgres', '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...['--data-checksums', '--no-instructions', ...(durable ? [] : ['--no-sync'])],
      `--pwfile=${typeof password === 'number' ? '/proc/self/fd/3' : password}`,
    ],
    {
      ...account,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe', ...(typeof password === 'number' ? [password] : [])],
      env: programEnvironment(),
    },
  )
  let words = ''
  initdb.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words += text
  })
  const status = await new Promise<number | null>((resolve) => {
    initdb.on('error', (error) => {
      words += error.message
      resolve(null)
    })
    initdb.on('close', resolve)
  })
  return { status, words: words || 'it was interrupted' }
}

const lastLines = (words: string) => words.trim().split('\n').slice(-3).join(' | ')

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync()
  await handle.close()
}

async function entriesOf(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(unlessMissing)) ?? []
}

function unlessMissing(error: unknown): undefined {
  if (errorCode(error) !== 'ENOENT') throw error
}
