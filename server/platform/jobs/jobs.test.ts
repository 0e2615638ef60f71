import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../clock/clock.ts'
import { collector, emit, eventually, useJobsWorld } from './jobs.fixture.ts'
import { startJobs } from './jobs.ts'
import { announceStart, freeJobsOfTheDead, LifeSign } from './living-workers.ts'
import { defineTask, type JobContext } from './tasks.ts'

const world = useJobsWorld()
const provider = newId()

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
    const jobs = await world.start({ tasks: [task] })
    await jobs.addJob(task, { n: 1 })
    await eventually(async () => {
      const { rows } = await world.pool.query(
        'SELECT attempts, max_attempts, last_error, run_at > now() AS later FROM graphile_worker._private_jobs',
      )
      expect(rows).toMatchObject([{ attempts: 1, max_attempts: 3, later: true }])
      expect(rows[0].last_error).toContain('the printer is on fire')
    })
    await world.pool.query("SELECT graphile_worker.add_job('failing', '{\"n\": \"one\"}', job_key => 'wrong')")
    await eventually(async () => {
      const { rows } = await world.pool.query(
        "SELECT last_error FROM graphile_worker._private_jobs WHERE key = 'wrong'",
      )
      expect(rows[0].last_error).toContain('expected number')
    })
  })

  test('sees its provider only, as the system', async () => {
    const other = newId()
    await world.opened.owner.query('INSERT INTO providers VALUES ($1, now()), ($2, now())', [provider, other])
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
    const jobs = await world.start({ tasks: [task] })
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
    const jobs = await world.start({ tasks: [task] })
    await jobs.addJob(task, { n: 1 })
    await begun.promise
    let stopped = false
    const stop = world
      .leave(jobs)
      .stop()
      .then(() => {
        stopped = true
      })
    expect(await world.jobCount()).toBe(1)
    expect(stopped).toBe(false)
    gate.resolve()
    await stop
    expect(await world.jobCount()).toBe(0)
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
    const jobs = await world.start({ tasks: [task] })
    await jobs.addJob(task, { n: 1 })
    await begun.promise
    await world.leave(jobs).stop(50)
    const { rows } = await world.pool.query('SELECT locked_by, attempts FROM graphile_worker._private_jobs')
    expect(rows).toEqual([{ locked_by: null, attempts: 1 }])
  })

  test('of a worker that starts and has no sign of life yet is left alone until it has been too long', async () => {
    await world.pool.query("SELECT graphile_worker.add_job('orphan', '{}')")
    await world.pool.query(
      "UPDATE graphile_worker._private_jobs SET locked_by = 'starting', locked_at = now() - interval '1 minute'",
    )
    const endStart = await announceStart(world.pool)
    expect(await freeJobsOfTheDead(world.pool, world.log, 3_600_000)).toEqual([])
    expect(await freeJobsOfTheDead(world.pool, world.log)).toEqual(['starting'])
    await endStart()
  })

  test('of a worker that is gone runs again, one of a living worker does not', async () => {
    const seen: number[] = []
    const task = defineTask({ name: 'orphan', payload, run: async (_context, { n }) => void seen.push(n) })
    for (const [worker, n] of [
      ['dead', 1],
      ['alive', 2],
    ] as const) {
      await world.pool.query("SELECT graphile_worker.add_job('orphan', $1)", [JSON.stringify({ n })])
      await world.pool.query(
        'UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now() WHERE locked_by IS NULL',
        [worker],
      )
    }
    const sign = new LifeSign(world.pool, 'alive')
    await sign.keep()
    const endStart = await announceStart(world.pool)
    expect(await freeJobsOfTheDead(world.pool, world.log)).toEqual([])
    await endStart()
    expect(await freeJobsOfTheDead(world.pool, world.log)).toEqual(['dead'])
    await world.start({ tasks: [task] })
    await eventually(() => expect(seen).toEqual([1]))
    sign.end()
    await eventually(async () => {
      await freeJobsOfTheDead(world.pool, world.log)
      expect(seen).toEqual([1, 2])
    })
  })
})

describe('starting', () => {
  test('registers what runs at set times, and runs at once what was asked for', async () => {
    let runs = 0
    const run = async (_context: JobContext) => void runs++
    const task = defineTask({ name: 'nightly', payload: z.object({}), run })
    await world.start({ tasks: [task], cron: [{ task: 'nightly', at: '0 3 * * *' }], atStart: ['nightly'] })
    await eventually(() => expect(runs).toBe(1))
    const { rows } = await world.pool.query('SELECT identifier FROM graphile_worker._private_known_crontabs')
    expect(rows).toEqual([{ identifier: 'nightly' }])
  })

  test('makes up for what came once a day and was missed, and not for what comes each hour', async () => {
    const runs: string[] = []
    const task = (name: string) => defineTask({ name, payload: z.object({}), run: async () => void runs.push(name) })
    const [ago, ahead] = [-60, 30].map((minutes) => new Date(Date.now() + minutes * 60_000)) as [Date, Date]
    await world.pool.query(
      `INSERT INTO graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
       SELECT name, now() - interval '2 days', now() - interval '5 hours' FROM unnest('{daily,hourly}'::text[]) name`,
    )
    await world.start({
      tasks: [task('hourly'), task('daily')],
      cron: [
        { task: 'hourly', at: `${ahead.getUTCMinutes()} * * * *` },
        { task: 'daily', at: `${ago.getUTCMinutes()} ${ago.getUTCHours()} * * *` },
      ],
    })
    await eventually(() => expect(runs).toEqual(['daily']))
  })

  test('refuses a name that no task has, and two tasks of one name', async () => {
    const task = collector('first', [])
    await expect(world.start({ tasks: [task], atStart: ['missing'] })).rejects.toThrow('There is no task missing')
    await expect(world.start({ tasks: [task], cron: [{ task: 'missing', at: '* * * * *' }] })).rejects.toThrow(
      'missing',
    )
    await expect(world.start({ tasks: [task, task] })).rejects.toThrow('share a name')
  })

  test('works beside a second instance on the same database', async () => {
    const seen: number[] = []
    const jobs = await world.start({ tasks: [collector('first', seen)] })
    const { jobsUrl, database, clock } = world.opened.installation
    const second = await startJobs({
      jobsUrl,
      tenantDb: database,
      clock,
      log: world.log,
      tasks: [collector('first', seen)],
    })
    await world.inTransaction(provider, async (context) => {
      for (let n = 0; n < 30; n++) await emit(context, n)
    })
    jobs.wake()
    second.wake()
    await eventually(async () => expect([seen.length, await world.jobCount()]).toEqual([30, 0]))
    await second.stop()
    expect(new Set(seen).size).toBe(30)
  })
})

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
