import { closeSync, openSync } from 'node:fs'
import { copyFile, mkdir, open, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { giveToOwner } from './account.ts'

const maxSizeBytes = 10 * 1024 * 1024
const checkEveryMs = 60_000

/** Where PostgreSQL writes its log; `descriptor` is for the child's output, `tail` reads what came since opening. */
export type LogFile = { path: string; descriptor: number; tail(): Promise<string>; close(): void }

/**
 * Opens `${dataDir}/logs/postgres.log`. When it passes 10 MB its content moves to postgres.log.1, so the two together
 * stay bounded. It is emptied rather than replaced, because PostgreSQL keeps writing to the open file.
 */
export async function openLogFile(dataDir: string): Promise<LogFile> {
  const folder = join(dataDir, 'logs')
  const path = join(folder, 'postgres.log')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const descriptor = openSync(path, 'a', 0o600)
  await giveToOwner(dataDir, folder)
  await giveToOwner(dataDir, path)
  await rotate(path)
  const from = (await stat(path)).size
  const timer = setInterval(() => void rotate(path).catch(() => undefined), checkEveryMs)
  timer.unref()
  const close = () => {
    clearInterval(timer)
    closeSync(descriptor)
  }
  return { path, descriptor, tail: () => readFrom(path, from), close }
}

async function rotate(path: string): Promise<void> {
  if ((await stat(path)).size < maxSizeBytes) return
  await copyFile(path, `${path}.1`)
  await truncate(path)
}

async function readFrom(path: string, position: number): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(64 * 1024), position })
    return buffer.toString('utf8', 0, bytesRead).trimEnd()
  } finally {
    await file.close()
  }
}
