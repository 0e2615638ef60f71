// Finds and ends PostgreSQL processes by the folder they work in; a process id alone proves nothing, since ids recur.
import { execFile } from 'node:child_process'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const programs = new Set(['postgres', 'initdb'])
const pollMs = 20

/** The process id in the cluster's postmaster.pid, whether or not such a process still exists. */
export async function postmasterPid(clusterDir: string): Promise<number | undefined> {
  const content = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(content.split('\n', 1)[0])
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
}

/** Ids of the PostgreSQL processes at work in `folder`; without /proc only the postmaster is found. */
export async function processesIn(folder: string): Promise<number[]> {
  if (process.platform !== 'linux') return await postmasterByCommandLine(folder)
  const home = await stat(folder).catch(() => undefined)
  if (!home) return []
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger)
  const found = await Promise.all(pids.map(async (pid) => ((await worksIn(pid, home)) ? pid : undefined)))
  return found.filter((pid) => pid !== undefined)
}

/** PostgreSQL's processes all have the cluster as their current folder; a dead one not yet reaped has none. */
async function worksIn(pid: number, home: { dev: number; ino: number }): Promise<boolean> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
  if (!programs.has(name.trim())) return false
  const cwd = await stat(`/proc/${pid}/cwd`).catch(() => undefined)
  return cwd?.ino === home.ino && cwd.dev === home.dev
}

async function postmasterByCommandLine(folder: string): Promise<number[]> {
  const pid = await postmasterPid(folder)
  if (pid === undefined) return []
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout.includes('postgres') && stdout.includes(`-D ${folder}`) ? [pid] : []
}

/**
 * Ends whatever an earlier supervisor left running in `folder` and removes a postmaster.pid that would block a start.
 * The caller holds the data folder's lock, so nothing found here has a supervisor.
 * @returns ids of the processes that were ended
 */
export async function endLeftovers(folder: string): Promise<number[]> {
  const leftovers = await processesIn(folder)
  const postmaster = await postmasterPid(folder)
  if (leftovers.length > 0) await end(folder, postmaster)
  // Its id may belong to an unrelated process by now, which PostgreSQL would take for a running postmaster.
  if (postmaster !== undefined && isAlive(postmaster)) await rm(join(folder, 'postmaster.pid'), { force: true })
  return leftovers
}

/** Children of a killed postmaster notice its death and go by themselves: only a living one needs the gentle signal. */
async function end(folder: string, postmaster: number | undefined): Promise<void> {
  signal(
    (await processesIn(folder)).filter((pid) => pid === postmaster),
    'SIGINT',
  )
  for (const harder of ['SIGQUIT', 'SIGKILL'] as const) {
    if (await waitUntilNone(folder, 4_000)) return
    signal(await processesIn(folder), harder)
  }
  await waitUntilNone(folder, 4_000)
}

/** Waits until no PostgreSQL process works in `folder`; false when some still does after `timeoutMs`. */
export async function waitUntilNone(folder: string, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  while ((await processesIn(folder)).length > 0) {
    if (Date.now() > deadline) return false
    await delay(pollMs)
  }
  return true
}

function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // Gone in the meantime, which is what the signal was for.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
