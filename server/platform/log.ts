import pino, { type Logger } from 'pino'

/** The server's log: one JSON line per event. */
export type Log = Logger

const secretPaths = [
  'password',
  'adminPassword',
  'newPassword',
  'token',
  'url',
  'secret',
  'authorization',
  'cookie',
  'key',
].flatMap((name) => [name, `*.${name}`])

/** Makes the log. Fields that could hold a secret are taken out, wherever they appear near the top. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretPaths, censor: '[removed]' },
      serializers: { err: errorFields },
    },
    standardError(),
  )
}

/** More that waits to be written is left out: a log that nobody takes must not fill the memory. */
const mostWaiting = 16 * 1_048_576

/** The terminal may be closed and the disk be full: no reason to stop, and none to try for ever at the end. */
function standardError() {
  const destination = pino.destination({ fd: 2, sync: false, maxLength: mostWaiting })
  let isFailing = false
  destination.on('write', () => {
    isFailing = false
  })
  destination.on('error', () => {
    isFailing = true
  })
  const flushSync = destination.flushSync.bind(destination)
  destination.flushSync = () => {
    if (!isFailing) flushSync()
  }
  return destination
}

/** What of an error is logged: never its parameters, since the database repeats values in `detail`. */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code, constraint, table } = error as Error & { code?: string; constraint?: string; table?: string }
  return { name: error.name, message: error.message, code, constraint, table, stack: error.stack }
}
