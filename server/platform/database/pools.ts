import { once, setMaxListeners } from 'node:events'
import pg from 'pg'
import { joinWrites } from './joined-writes.ts'

// Counts fit a JavaScript number; dates stay the text they are, since a Date would move them across time zones.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** How to reach the database as one of its roles. */
export interface RoleConnection {
  connectionString: string
  /** Connections at most. */
  max: number
}

/**
 * How queries are planned, and where days begin. They come with the connection, so that a PostgreSQL of somebody else's,
 * left as installed, plans and reckons as the embedded one does and as the tests prove.
 */
const settings = [
  // Starting helpers for one page costs more than the page, and every core is busy with other requests anyway.
  'max_parallel_workers_per_gather=0',
  // The default is of spinning disks and makes reading a whole table look cheaper than a few hundred rows by an index.
  'random_page_cost=1.1',
  // Compiling a query costs more than the short queries of a web application take.
  'jit=off',
  // A condition may give a day where an instant is asked for.
  'timezone=UTC',
]

/**
 * A pool of connections of one role. Statements of one connection are pipelined: they go out without waiting for the
 * answer of the one before. It has ended once its connections are closed, so that whoever ends the database next cuts none
 * of them off.
 */
export function createPool({ connectionString, max }: RoleConnection, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    pipeline: true,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
    // A statement that nobody has limited further, and a server that no longer answers, end some time.
    statement_timeout: 60_000,
    query_timeout: 90_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
  } as pg.PoolConfig)
  pool.on('error', onError)
  const open = new Set<pg.PoolClient>()
  pool.on('connect', (client) => {
    open.add(client)
    client.once('end', () => open.delete(client))
  })
  const end = pool.end.bind(pool)
  Object.assign(pool, { end: () => end().then(() => closed([...open])) })
  // While a connection is in use the pool does not listen to it, and an error that nobody hears ends the process.
  pool.on('connect', (client) => {
    client.on('error', onError)
    joinWrites(client)
  })
  return pool
}

/** A server that no longer answers is waited for no longer than this. */
const farewellMs = 2_000

async function closed(clients: readonly pg.PoolClient[]): Promise<void> {
  const signal = AbortSignal.timeout(farewellMs)
  // Each connection listens to it, and from the eleventh on that is taken for a leak.
  setMaxListeners(0, signal)
  await Promise.allSettled(clients.map((client) => once(client, 'end', { signal })))
}
