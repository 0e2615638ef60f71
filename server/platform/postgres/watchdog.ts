import { spawn } from 'node:child_process'
import type { Account } from './account.ts'

/**
 * Waits for a line or for the end of its input. "released" means that the server has stopped; the end alone means that
 * the supervisor is dead: then PostgreSQL gets the signal for a fast shutdown and, if that takes long (a big checkpoint),
 * the one for an immediate shutdown, after which the next start recovers from the log.
 */
const script = `
trap '' HUP INT TERM
read -r word
[ "$word" = released ] && exit 0
kill -INT "$1" || exit 0
tries=0
while kill -0 "$1" && [ "$tries" -lt 80 ]; do
  tries=$((tries + 1))
  [ "$tries" -eq 12 ] && kill -QUIT "$1"
  sleep 0.1
done
`

/** A watchdog that no longer needs to watch is told so, or it would signal a process id that may be somebody else's. */
export type Watchdog = { release(): Promise<void> }

/**
 * Starts the process that ends PostgreSQL when ours dies without a chance to: it holds the other end of a pipe, which
 * the kernel closes in every case, kill -9 included. A session of its own keeps it out of signals to our group.
 */
export function startWatchdog(postmasterPid: number, account: Account | undefined): Watchdog {
  const watchdog = spawn('/bin/sh', ['-c', script, 'postgres-watchdog', String(postmasterPid)], {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: process.env.PATH },
  })
  watchdog.unref()
  // Somebody may have killed it, and then there is nobody left to release.
  watchdog.stdin.on('error', () => undefined)
  const ended = new Promise<void>((resolve) => {
    watchdog.on('exit', () => resolve())
    watchdog.on('error', () => resolve())
  })
  const release = () => {
    watchdog.ref()
    watchdog.stdin.end('released\n')
    return ended
  }
  return { release }
}
