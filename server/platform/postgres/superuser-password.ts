import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, giveToOwner } from './account.ts'
import type { Binaries } from './binaries.ts'
import { clusterPathFor, programEnvironment } from './cluster.ts'
import { errorCode, StartupError } from './startup-error.ts'

/** The database superuser's password and the file that keeps it, readable by its owner only. */
export type SuperuserPassword = { value: string; file: string; isNew: boolean }

/** Reads the password below `${dataDir}/secrets`, or makes one that is on disk in full before it is used. */
export async function superuserPassword(dataDir: string): Promise<SuperuserPassword> {
  const folder = join(dataDir, 'secrets')
  const file = join(folder, 'postgres-superuser-password')
  const known = await readFile(file, 'utf8').catch(unlessMissing)
  if (known?.trim()) return { value: known.trim(), file, isNew: false }
  const value = randomBytes(32).toString('base64url')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await giveToOwner(dataDir, folder)
  await writeWhole(dataDir, file, `${value}\n`)
  return { value, file, isNew: true }
}

/**
 * Gives the superuser of a stopped cluster another password, for a data folder whose secrets got lost. It takes no old
 * one: whoever may write the cluster's files owns the database anyway.
 * @throws StartupError when PostgreSQL refuses
 */
export async function changePassword(
  clusterDir: string,
  binaries: Binaries,
  account: Account | undefined,
  password: string,
): Promise<void> {
  const settings = ['-c', 'password_encryption=scram-sha-256', '-c', 'log_min_error_statement=panic']
  const single = spawn(
    binaries.postgres,
    ['--single', '-D', clusterPathFor(clusterDir, account), ...settings, 'postgres'],
    { ...account, cwd: clusterDir, stdio: ['pipe', 'ignore', 'pipe'], env: programEnvironment() },
  )
  let words = ''
  single.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text
  })
  single.stdin.on('error', () => undefined)
  // base64url has no character that could end the literal.
  single.stdin.end(`ALTER ROLE postgres PASSWORD '${password}'\n`)
  const [status] = await once(single, 'close')
  if (status === 0 && !words.includes('ERROR')) return
  throw new StartupError(`The database's lost password couldn't be replaced: ${words.trim().split('\n').join(' | ')}`)
}

async function writeWhole(dataDir: string, file: string, content: string): Promise<void> {
  const unfinished = `${file}.${randomBytes(4).toString('hex')}`
  const handle = await open(unfinished, 'wx', 0o600)
  await handle.writeFile(content)
  await handle.sync()
  await handle.close()
  await giveToOwner(dataDir, unfinished)
  await rename(unfinished, file)
}

function unlessMissing(error: unknown): undefined {
  if (errorCode(error) !== 'ENOENT') throw error
}
