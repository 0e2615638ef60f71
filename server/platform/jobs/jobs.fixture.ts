import type pg from 'pg'
import { afterAll, afterEach, beforeAll, vi } from 'vitest'
import { z } from 'zod'
import { openTestInstallation, type TestInstallation } from '../../testing/test-installation.ts'
import { systemClock } from '../clock/clock.ts'
import { createPool } from '../database/pools.ts'
import type { Context } from '../http/context.ts'
import { systemScope } from '../tenancy/scope.ts'
import { type Jobs, type JobsOptions, startJobs } from './jobs.ts'
import { emitEvent } from './outbox.ts'
import { defineTask, type JobsLog } from './tasks.ts'

/** A database with an empty job queue before each test. */
export class JobsWorld {
  opened!: TestInstallation
  pool!: pg.Pool
  readonly log: JobsLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  readonly #running: Jobs[] = []

  async open(): Promise<void> {
    this.opened = await openTestInstallation({ clock: systemClock })
    this.pool = createPool({ connectionString: this.opened.installation.jobsUrl, max: 5 }, () => {})
    // Makes the queue's tables.
    await this.start({ tasks: [] })
    await this.clear()
  }

  async start(options: Pick<JobsOptions, 'tasks'> & Partial<JobsOptions>): Promise<Jobs> {
    const { jobsUrl, database, clock } = this.opened.installation
    const jobs = await startJobs({ jobsUrl, tenantDb: database, clock, log: this.log, ...options })
    this.#running.push(jobs)
    return jobs
  }

  /** The test stops these jobs by itself. */
  leave(jobs: Jobs): Jobs {
    this.#running.splice(this.#running.indexOf(jobs), 1)
    return jobs
  }

  async clear(): Promise<void> {
    for (const jobs of this.#running.splice(0)) await jobs.stop(1_000)
    await this.pool.query('DELETE FROM graphile_worker._private_jobs')
    await this.pool.query('DELETE FROM outbox')
  }

  async close(): Promise<void> {
    await this.pool.end()
    await this.opened.close()
  }

  async inTransaction(providerId: string, work: (context: Context) => Promise<void>): Promise<void> {
    const scope = systemScope(providerId)
    const { database, clock } = this.opened.installation
    const origin = { id: 'test', source: null }
    await database.within(scope, (tx) => work({ tx, clock, origin, actor: { kind: 'system', name: 'Test', scope } }))
  }

  async jobCount(): Promise<number> {
    return this.#count('graphile_worker._private_jobs')
  }

  async outboxCount(): Promise<number> {
    return this.#count('outbox')
  }

  async #count(table: string): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
    return rows[0]?.count ?? -1
  }
}

/** Opens a world for a test file and closes it in the end. */
export function useJobsWorld(): JobsWorld {
  const world = new JobsWorld()
  beforeAll(() => world.open())
  afterEach(() => world.clear())
  afterAll(() => world.close())
  return world
}

export const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 8_000, interval: 20 })

export const thingMade = (organizationId: string, n: number, name = 'thing.made') => ({
  name,
  version: 1,
  organizationId,
  payload: { n },
})

export const emit = (context: Context, n: number, name?: string) =>
  emitEvent(context, thingMade(context.actor.scope.providerId, n, name))

/** A task that notes the events that led to it. */
export function collector(name: string, seen: number[], oncePer: 'event' | 'provider' | 'payload' = 'event') {
  return defineTask({
    name,
    payload: z.object({ eventId: z.string(), providerId: z.string(), payload: z.object({ n: z.number() }) }),
    triggers: [{ event: 'thing.made', oncePer }],
    run: async (_context, { payload }) => void seen.push(payload.n),
  })
}
