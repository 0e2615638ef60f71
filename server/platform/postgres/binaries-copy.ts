// A copy of PostgreSQL's programs for an account that can't reach them where npm put them.
import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import type { Account } from './account.ts'
import { errorCode } from './startup-error.ts'

const run = promisify(execFile)

/** npm can't pack symbolic links: the package lists them and leaves them to an install script, which doesn't run here. */
export async function restoreSymlinks(native: string): Promise<void> {
  for (const { source, target } of symlinksOf(await readFile(join(native, 'pg-symlinks.json'), 'utf8'))) {
    const link = join(native, relative('native', target))
    await symlink(relative(dirname(target), source), link).catch(unless('EEXIST'))
  }
}

function symlinksOf(json: string): { source: string; target: string }[] {
  const list: unknown = JSON.parse(json)
  return Array.isArray(list) ? list.filter((entry) => entry?.source && entry?.target) : []
}

/**
 * The folders that may hold a copy for `account`, the best first: one that all data folders of this machine share and
 * that no backup of a data folder contains, then the data folder.
 */
export function copyFolders(dataDir: string, account: Account | undefined): string[] {
  const inData = join(dataDir, 'postgres-bin')
  return account ? ['/var/lib/tenantry', inData, join(tmpdir(), 'tenantry-postgres')] : [inData]
}

/**
 * Makes `folder` unless it is there, and tells whether `account` can enter it and nobody but root or us can write it:
 * programs only run from such a folder, whoever made it.
 */
export async function makeReachable(folder: string, account: Account | undefined): Promise<boolean> {
  if (!(await canEnter(dirname(folder), account))) return false
  await mkdir(folder, { recursive: true })
  const { uid, mode } = await lstat(folder)
  if (uid === process.getuid?.()) await chmod(folder, 0o755)
  else if (uid !== 0 || (mode & 0o022) !== 0) return false
  return canEnter(folder, account)
}

async function canEnter(folder: string, account: Account | undefined): Promise<boolean> {
  const entered = run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/', env: {} })
  return entered.then(
    () => true,
    () => false,
  )
}

/** Where the copy of `shipped` below `parent` is or would be: named by version and content, so that updates get another. */
export async function copyOf(shipped: string, parent: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(shipped, '..', 'package.json'), 'utf8'))
  const version = typeof manifest === 'object' && manifest && 'version' in manifest ? manifest.version : 'unknown'
  const content = createHash('sha256').update(await readFile(join(shipped, 'bin', 'postgres')))
  for (const path of (await readdir(shipped, { recursive: true })).filter(isNeeded).sort()) {
    content.update(`${path} ${(await stat(join(shipped, path))).size}\n`)
  }
  return join(parent, `${version}-${content.digest('hex').slice(0, 16)}`)
}

/** Replaces the copy at `target` by a fresh one, in one step, and returns `target`. */
export async function renewCopy(shipped: string, target: string): Promise<string> {
  const unfinished = `${target}.${randomBytes(6).toString('hex')}`
  try {
    await cp(shipped, unfinished, { recursive: true, verbatimSymlinks: true, filter: isNeeded })
    await restoreSymlinks(unfinished)
    await openForReading(unfinished)
    await rm(target, { recursive: true, force: true })
    await rename(unfinished, target).catch(unless('ENOTEMPTY', 'EEXIST'))
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  return target
}

/** Whatever the umask of npm or ours was: everybody may read and run the copy, only we may write it. */
async function openForReading(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const isProgram = entry.isDirectory() || basename(entry.parentPath) === 'bin'
    await chmod(join(entry.parentPath, entry.name), isProgram ? 0o755 : 0o644)
  }
}

const isNeeded = (path: string) => !path.endsWith('.a') && !/\/(pkgconfig|pgxs)(\/|$)/.test(path)

function unless(...codes: string[]): (error: unknown) => void {
  return (error) => {
    if (!codes.includes(errorCode(error) ?? '')) throw error
  }
}
