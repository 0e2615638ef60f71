/**
 * Tells living workers from dead ones, so that the jobs of a killed server are taken up again within a minute and not
 * after the four hours that the queue itself would wait. A worker holds an advisory lock of its session: PostgreSQL
 * lets go of it exactly when the worker's process or its network is gone.
 */
import type { Pool, PoolClient } from 'pg'
import type { JobsLog } from './tasks.ts'

const lockOf = (parameter: string) => `727450195, hashtext(${parameter})`

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
 * Gives back the jobs of workers that are gone. A worker that has only just begun may not have its lock yet: what was
 * taken in the last `graceMs` is left alone.
 * @returns the ids of the dead workers
 */
export async function freeJobsOfTheDead(pool: Pool, log: JobsLog, graceMs = 20_000): Promise<string[]> {
  const { rows } = await pool.query<{ worker: string }>(
    `WITH workers AS MATERIALIZED (
       SELECT locked_by AS worker FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL
       GROUP BY locked_by HAVING max(locked_at) < now() - $1 * interval '1 millisecond')
     SELECT worker FROM workers WHERE pg_try_advisory_xact_lock(${lockOf('worker')})`,
    [graceMs],
  )
  const dead = rows.map((row) => row.worker)
  if (dead.length === 0) return dead
  await pool.query('SELECT graphile_worker.force_unlock_workers($1)', [dead])
  log.warn({ event: 'jobs.taken_up_again', workers: dead })
  return dead
}
