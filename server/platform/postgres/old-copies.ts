// Copies of PostgreSQL's programs that an update has left behind.
import { readdir, readlink, rm, stat, utimes } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** As they are named when they are made, and as an unfinished one is. */
const copyName = /^\d[\w.-]*-[0-9a-f]{16}(\.[0-9a-f]{12})?$/

/** Between choosing a copy and running it lies less than this. */
const restMs = 60 * 60 * 1000

/**
 * Removes the copies beside `current` that no process runs and that no start has chosen for an hour. Needs to see every
 * process, so it does something for root on Linux only. What cannot be removed stays.
 */
export async function removeOldCopies(current: string): Promise<void> {
  const now = new Date()
  await utimes(current, now, now).catch(() => {})
  const running = await runningPrograms()
  if (!running) return
  const parent = dirname(current)
  for (const name of await readdir(parent).catch(() => [])) {
    const copy = join(parent, name)
    if (name === basename(current) || !copyName.test(name)) continue
    const chosenAt = (await stat(copy).catch(() => null))?.mtimeMs ?? now.getTime()
    const isUsed = running.some((program) => program.startsWith(`${copy}/`))
    if (!isUsed && now.getTime() - chosenAt > restMs) await rm(copy, { recursive: true, force: true }).catch(() => {})
  }
}

/** The files of all processes of this machine; undefined where not all can be seen. */
async function runningPrograms(): Promise<string[] | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const programs = await Promise.all(processes.map((id) => readlink(`/proc/${id}/exe`).catch(() => '')))
  return programs.filter((program) => program !== '')
}
