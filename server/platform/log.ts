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
    pino.destination({ fd: 2, sync: false }),
  )
}

/** What of an error is logged: never its parameters, since the database repeats values in `detail`. */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code, constraint, table } = error as Error & { code?: string; constraint?: string; table?: string }
  return { name: error.name, message: error.message, code, constraint, table, stack: error.stack }
}
