import type pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { openTestInstallation, type TestInstallation } from '../../testing/test-installation.ts'
import { newId, systemClock } from '../clock/clock.ts'
import { createPool } from '../database/pools.ts'
import type { Context } from '../http/context.ts'
import { systemScope } from '../tenancy/scope.ts'
import { type Jobs, type JobsOptions, startJobs } from './jobs.ts'
import { freeJobsOfTheDead, LifeSign } from './living-workers.ts'
import { emitEvent } from './outbox.ts'
import { relayBatch } from './relay.ts'
import { defineTask, type JobContext, type JobsLog, type Task } from './tasks.ts'

let opened: TestInstallation
let jobsPool: pg.Pool
let running: Jobs | null = null
const logged: object[] = []
const keep = (fields: object) => void logged.push(fields)
const log: JobsLog = { debug: () => {}, info: keep, warn: keep, error: keep }
const provider = newId()
const envelope = z.object({ eventId: z.string(), providerId: z.string(), payload: z.object({ n: z.number() }) })

beforeAll(async () => {
  opened = await openTestInstallation({ clock: systemClock })
  jobsPool = createPool({ connectionString: opened.installation.jobsUrl, max: 5 }, () => {})
  // Makes the queue's tables.
  await (await start({ tasks: [] })).stop()
})

afterEach(async () => {
  await running?.stop(1_000)
  running = null
  logged.length = 0
  await jobsPool.query('DELETE FROM graphile_worker._private_jobs')
  await jobsPool.query('DELETE FROM outbox')
})

afterAll(async () => {
  await jobsPool.end()
  await opened.close()
})

async function start(options: Pick<JobsOptions, 'tasks'> & Partial<JobsOptions>): Promise<Jobs> {
  const { jobsUrl, database, clock } = opened.installation
  running = await startJobs({ jobsUrl, tenantDb: database, clock, log, ...options })
  return running
}

const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 8_000, interval: 20 })

async function inTransaction(providerId: string, work: (context: Context) => Promise<void>): Promise<void> {
  const scope = systemScope(providerId)
  const { database, clock } = opened.installation
  const origin = { id: 'test', source: null }
  await database.within(scope, (tx) => work({ tx, clock, origin, actor: { kind: 'system', name: 'Test', scope } }))
}

const emit = (context: Context, n: number, name = 'thing.made') =>
  emitEvent(context, { name, version: 1, organizationId: context.actor.scope.providerId, payload: { n } })

async function count(table: string): Promise<number> {
  const { rows } = await jobsPool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
  return rows[0]?.count ?? -1
}

const jobCount = () => count('graphile_worker._private_jobs')

function collector(name: string, seen: number[], oncePer: 'event' | 'provider' = 'event') {
  return defineTask({
    name,
    payload: envelope,
    triggers: [{ event: 'thing.made', oncePer }],
    run: async (_context, { payload }) => void seen.push(payload.n),
  })
}

describe('an event', () => {
  test('leads to each of its tasks once, after the commit only', async () => {
    const [first, second]: [number[], number[]] = [[], []]
    const jobs = await start({ tasks: [collector('first', first), collector('second', second)] })
    await inTransaction(provider, async (context) => {
      await emit(context, 1)
      await emit(context, 2)
      await emit(context, 3, 'thing.forgotten')
    })
    const rolledBack = inTransaction(provider, async (context) => {
      await emit(context, 4)
      throw new TypeError('changed its mind')
    })
    await expect(rolledBack).rejects.toThrow('changed its mind')
    jobs.wake()
    await eventually(async () => {
      expect([first.length, second.length]).toEqual([2, 2])
      expect([await jobCount(), await count('outbox')]).toEqual([0, 0])
    })
    expect([first.sort(), second.sort()]).toEqual([
      [1, 2],
      [1, 2],
    ])
  })

  test('is found without being woken for', async () => {
    const seen: number[] = []
    await start({ tasks: [collector('first', seen)] })
    await inTransaction(newId(), (context) => emit(context, 7))
    await eventually(() => expect(seen).toEqual([7]))
  })

  test('of one provider joins the waiting job when its task runs once per provider', async () => {
    const task = collector('once', [], 'provider')
    for (const providerId of [provider, provider, newId()])
      await inTransaction(providerId, (context) => emit(context, 1))
    expect(await relayBatch(jobsPool, [task])).toBe(3)
    expect(await jobCount()).toBe(2)
    await inTransaction(provider, (context) => emit(context, 1))
    await relayBatch(jobsPool, [task])
    expect(await jobCount()).toBe(2)
  })

  test('is neither lost nor doubled wherever the relay dies', async () => {
    const tasks: readonly Task<unknown>[] = [collector('first', []), collector('second', [])]
    let died = 0
    for (let step = 1; step <= 7; step++) {
      await inTransaction(provider, (context) => emit(context, step))
      const taken = await relayBatch(dyingAt(step), tasks).catch(() => null)
      if (taken === null) {
        died++
        await eventually(async () => expect([await count('outbox'), await jobCount()]).toEqual([1, 0]))
        expect(await relayBatch(jobsPool, tasks)).toBe(1)
      }
      expect([await count('outbox'), await jobCount()]).toEqual([0, 2])
      expect(await relayBatch(jobsPool, tasks)).toBe(0)
      expect(await jobCount()).toBe(2)
      await jobsPool.query('DELETE FROM graphile_worker._private_jobs')
    }
    expect(died).toBe(6)
  })

  test('is taken by one of several relays', async () => {
    await inTransaction(provider, async (context) => {
      for (let n = 0; n < 1200; n++) await emit(context, n)
    })
    const relays = Array.from({ length: 5 }, () => relayBatch(jobsPool, [collector('first', [])]))
    const taken = await Promise.all(relays)
    expect(taken.reduce((sum, each) => sum + each)).toBe(1200)
    expect([await jobCount(), await count('outbox')]).toEqual([1200, 0])
  })
})

describe('a job', () => {
  const payload = z.object({ n: z.number() })

  test('that fails is tried again later, and a wrong payload is a failure', async () => {
    const task = defineTask({
      name: 'failing',
      payload,
      maxAttempts: 3,
      run: async () => {
        throw new TypeError('the printer is on fire')
      },
    })
    const jobs = await start({ tasks: [task] })
    await jobs.addJob(task, { n: 1 })
    await eventually(async () => {
      const { rows } = await jobsPool.query(
        'SELECT attempts, max_attempts, last_error, run_at > now() AS later FROM graphile_worker._private_jobs',
      )
      expect(rows).toMatchObject([{ attempts: 1, max_attempts: 3, later: true }])
      expect(rows[0].last_error).toContain('the printer is on fire')
    })
    await jobsPool.query("SELECT graphile_worker.add_job('failing', '{\"n\": \"one\"}', job_key => 'wrong')")
    await eventually(async () => {
      const { rows } = await jobsPool.query("SELECT last_error FROM graphile_worker._private_jobs WHERE key = 'wrong'")
      expect(rows[0].last_error).toContain('expected number')
    })
  })

  test('sees its provider only, as the system', async () => {
    const other = newId()
    await opened.owner.query('INSERT INTO providers VALUES ($1, now()), ($2, now())', [provider, other])
    const seen: unknown[] = []
    const task = defineTask({
      name: 'look',
      payload: z.object({ providerId: z.string() }),
      run: async (context, { providerId }) => {
        await context.inside(providerId, async ({ tx, actor }) => {
          seen.push(actor.kind, await tx.selectFrom('providers').select('provider_id').execute())
        })
        seen.push((await context.query('SELECT provider_id FROM providers')).length)
      },
    })
    const jobs = await start({ tasks: [task] })
    await jobs.addJob(task, { providerId: other })
    await eventually(() => expect(seen).toEqual(['system', [{ provider_id: other }], 2]))
  })

  test('finishes before a stop does', async () => {
    const gate = deferred()
    const begun = deferred()
    const task = defineTask({
      name: 'slow',
      payload,
      run: async () => {
        begun.resolve()
        await gate.promise
      },
    })
    const jobs = await start({ tasks: [task] })
    await jobs.addJob(task, { n: 1 })
    await begun.promise
    let stopped = false
    const stop = jobs.stop().then(() => {
      stopped = true
    })
    running = null
    expect(await jobCount()).toBe(1)
    expect(stopped).toBe(false)
    gate.resolve()
    await stop
    expect(await jobCount()).toBe(0)
  })

  test('that does not end in time is given back to the queue', async () => {
    const begun = deferred()
    const task = defineTask({
      name: 'endless',
      payload,
      run: async () => {
        begun.resolve()
        await new Promise(() => {})
      },
    })
    const jobs = await start({ tasks: [task] })
    await jobs.addJob(task, { n: 1 })
    await begun.promise
    running = null
    await jobs.stop(50)
    const { rows } = await jobsPool.query('SELECT locked_by, attempts FROM graphile_worker._private_jobs')
    expect(rows).toEqual([{ locked_by: null, attempts: 1 }])
  })

  test('of a worker that is gone runs again, one of a living worker does not', async () => {
    const seen: number[] = []
    const task = defineTask({ name: 'orphan', payload, run: async (_context, { n }) => void seen.push(n) })
    for (const [worker, n] of [
      ['dead', 1],
      ['alive', 2],
    ] as const) {
      await jobsPool.query("SELECT graphile_worker.add_job('orphan', $1)", [JSON.stringify({ n })])
      await jobsPool.query(
        "UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now() - interval '1 minute' WHERE locked_by IS NULL",
        [worker],
      )
    }
    const sign = new LifeSign(jobsPool, 'alive')
    await sign.keep()
    expect(await freeJobsOfTheDead(jobsPool, log, 3_600_000)).toEqual([])
    expect(await freeJobsOfTheDead(jobsPool, log)).toEqual(['dead'])
    await start({ tasks: [task] })
    await eventually(() => expect(seen).toEqual([1]))
    sign.end()
    await eventually(async () => expect(await freeJobsOfTheDead(jobsPool, log)).toEqual(['alive']))
    await eventually(() => expect(seen).toEqual([1, 2]))
  })
})

describe('starting', () => {
  test('registers what runs at set times, and runs at once what was asked for', async () => {
    let runs = 0
    const run = async (_context: JobContext) => void runs++
    const task = defineTask({ name: 'nightly', payload: z.object({}), run })
    await start({ tasks: [task], cron: [{ task: 'nightly', at: '0 3 * * *' }], atStart: ['nightly'] })
    await eventually(() => expect(runs).toBe(1))
    const { rows } = await jobsPool.query('SELECT identifier FROM graphile_worker._private_known_crontabs')
    expect(rows).toEqual([{ identifier: 'nightly' }])
  })

  test('refuses a name that no task has, and two tasks of one name', async () => {
    const task = collector('first', [])
    await expect(start({ tasks: [task], atStart: ['missing'] })).rejects.toThrow('There is no task missing')
    await expect(start({ tasks: [task], cron: [{ task: 'missing', at: '* * * * *' }] })).rejects.toThrow('missing')
    await expect(start({ tasks: [task, task] })).rejects.toThrow('share a name')
  })

  test('works beside a second instance on the same database', async () => {
    const seen: number[] = []
    const jobs = await start({ tasks: [collector('first', seen)] })
    const { jobsUrl, database, clock } = opened.installation
    const second = await startJobs({ jobsUrl, tenantDb: database, clock, log, tasks: [collector('first', seen)] })
    await inTransaction(provider, async (context) => {
      for (let n = 0; n < 30; n++) await emit(context, n)
    })
    jobs.wake()
    second.wake()
    await eventually(async () => expect([seen.length, await jobCount()]).toEqual([30, 0]))
    await second.stop()
    expect(new Set(seen).size).toBe(30)
  })
})

/** A pool whose connection the server cuts right before the given statement. */
function dyingAt(step: number): Pick<pg.Pool, 'connect'> {
  const connect = async () => {
    const client = await jobsPool.connect()
    client.on('error', () => {})
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    let statements = 0
    const query = async (text: string, values?: unknown[]) => {
      if (++statements === step) await jobsPool.query('SELECT pg_terminate_backend($1, 2000)', [rows[0]?.pid])
      return client.query(text, values)
    }
    return Object.assign(Object.create(client), { query, release: client.release.bind(client) }) as pg.PoolClient
  }
  return { connect } as Pick<pg.Pool, 'connect'>
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
