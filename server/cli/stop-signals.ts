import type { Log } from '../platform/log.ts'

/** How a running server is stopped from outside. */
export interface StopSignals {
  /** Closes everything; what is under way is finished. */
  close: () => Promise<void>
  /** Cuts off what is under way. */
  hurry: () => void
  log: Log
}

const sameRequestMs = 1_000

/**
 * Stops on SIGTERM, SIGINT or SIGHUP and exits with what `process.exitCode` says, 0 at first. A second signal hurries,
 * but not within a second: npm passes on a signal that the terminal has sent to its whole group.
 * @returns stops for a reason of our own
 */
export function stopOnSignals({ close, hurry, log }: StopSignals): (reason: string) => void {
  let stoppingSince: number | null = null
  const stop = (reason: string) => {
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince > sameRequestMs) hurry()
      return
    }
    stoppingSince = performance.now()
    log.info({ event: 'server.stopping', reason })
    void close()
      .catch((error: unknown) => {
        log.error({ event: 'server.stop_failed', err: error })
        process.exitCode = 1
      })
      .then(() => process.exit())
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop(signal))
  return stop
}
