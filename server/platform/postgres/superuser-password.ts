import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { giveToOwner } from './account.ts'
import { errorCode } from './startup-error.ts'

/** The database superuser's password and the file that keeps it, readable by its owner only. */
export type SuperuserPassword = { value: string; file: string }

/** Reads the password below `${dataDir}/secrets`, or makes one that is on disk in full before it is used. */
export async function superuserPassword(dataDir: string): Promise<SuperuserPassword> {
  const folder = join(dataDir, 'secrets')
  const file = join(folder, 'postgres-superuser-password')
  const known = await readFile(file, 'utf8').catch(unlessMissing)
  if (known?.trim()) return { value: known.trim(), file }
  const value = randomBytes(32).toString('base64url')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await giveToOwner(dataDir, folder)
  await writeWhole(dataDir, file, `${value}\n`)
  return { value, file }
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
