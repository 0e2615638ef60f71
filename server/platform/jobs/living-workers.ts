/**
 * Tells living workers from dead ones, so that the jobs of a killed server are taken up again with the next look and not
 * after the four hours that the queue itself would wait. A worker holds an advisory lock of its session: PostgreSQL
 * lets go of it exactly when the worker's process or its network is gone. What a server left behind that was alone is
 * taken up as soon as it is started again.
 */
import type { Pool, PoolClient } from 'pg'
import type { JobsLog } from './tasks.ts'

const lockOf = (parameter: string) => `727450195, hashtext(${parameter})`
const startingLock = '727450196, 0'

/**
 * Says that a worker is about to take jobs and has no sign of life yet, for the queue chooses its id.
 * @returns takes that back, once the sign is there or the start has failed
 */
export async function announceStart(pool: Pool): Promise<() => Promise<void>> {
  const client = await pool.connect()
  // Losing the connection takes it back as well; whoever waits for a query on it is told.
  client.on('error', () => {})
  let ended: Promise<void> | null = null
  const end = async () => {
    await client.query(`SELECT pg_advisory_unlock_shared(${startingLock})`).catch(() => {})
    client.release(true)
  }
  try {
    await client.query(`SELECT pg_advisory_lock_shared(${startingLock})`)
  } catch (error) {
    client.release(true)
    throw error
  }
  return () => {
    ended ??= end()
    return ended
  }
}

/** Keeps the lock of one worker, again after a lost connection. */
export class LifeSign {
  readonly #pool: Pool
  readonly #workerId: string
  #client: PoolClient | null = null
  #ended = false

  constructor(pool: Pool, workerId: string) {
    this.#pool = pool
    this.#workerId = workerId
  }

  /** Takes the lock unless it is held already. */
  async keep(): Promise<void> {
    if (this.#client || this.#ended) return
    const client = await this.#pool.connect()
    this.#client = client
    client.once('error', () => this.#release(client))
    try {
      await client.query(`SELECT pg_advisory_lock(${lockOf('$1')})`, [this.#workerId])
    } catch (error) {
      this.#release(client)
      if (!this.#ended) throw error
    }
    if (this.#ended) this.#release(client)
  }

  end(): void {
    this.#ended = true
    if (this.#client) this.#release(this.#client)
  }

  #release(client: PoolClient): void {
    if (this.#client !== client) return
    this.#client = null
    // The connection is closed, and the lock goes with it.
    client.release(true)
  }
}

/**
 * Gives back the jobs of workers that are gone. While some worker is starting, what was taken in the last `graceMs` is
 * left alone: it may be that one's.
 * @returns the ids of the dead workers
 */
export async function freeJobsOfTheDead(pool: Pool, log: JobsLog, graceMs = 20_000): Promise<string[]> {
  const { rows } = await pool.query<{ worker: string }>(
    `WITH nobody_starts AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(${startingLock}) AS is_so),
     workers AS MATERIALIZED (
       SELECT locked_by AS worker FROM graphile_worker._private_jobs CROSS JOIN nobody_starts
       WHERE locked_by IS NOT NULL
       GROUP BY locked_by, is_so HAVING is_so OR max(locked_at) < now() - $1 * interval '1 millisecond')
     SELECT worker FROM workers WHERE pg_try_advisory_xact_lock(${lockOf('worker')})`,
    [graceMs],
  )
  const dead = rows.map((row) => row.worker)
  if (dead.length === 0) return dead
  await pool.query('SELECT graphile_worker.force_unlock_workers($1)', [dead])
  log.warn({ event: 'jobs.taken_up_again', workers: dead })
  return dead
}
