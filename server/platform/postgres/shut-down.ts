import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { waitUntilNone } from './processes.ts'

/** How long each kind of shutdown may take; a fast one ends with a checkpoint, which on a slow disk takes its time. */
const patienceMs = { SIGINT: 15_000, SIGQUIT: 7_000, SIGKILL: 2_000 }

/** Ends PostgreSQL, disconnecting its clients, and resolves when none of its processes is left in `clusterDir`. */
export async function shutDown(postmaster: ChildProcess, clusterDir: string): Promise<void> {
  postmaster.ref()
  const exited = exitOf(postmaster)
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isRunning(postmaster)) break
    postmaster.kill(signal)
    await withinMs(exited, patienceMs[signal])
  }
  await waitUntilNone(clusterDir, 5_000)
}

const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null

/** Resolves when a process has ended, at once where it has. */
export async function exitOf(process: ChildProcess): Promise<void> {
  if (isRunning(process)) await once(process, 'exit')
}

/** Waits for something, but no longer than that. */
export async function withinMs(event: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, timeoutMs)
  })
  await Promise.race([event, timeout])
  clearTimeout(timer)
}
