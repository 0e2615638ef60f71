import { EventEmitter } from 'node:events'
import {
  type AddJobFunction,
  Logger,
  type ParsedCronItem,
  parseCronItems,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
  type WorkerPool,
} from 'graphile-worker'
import type { Pool } from 'pg'
import { announceStart, freeJobsOfTheDead, LifeSign } from './living-workers.ts'
import { concurrency, type JobContext, type JobsLog, jobContext, type Task } from './tasks.ts'

/** A task that runs at set times, in UTC. */
export interface CronEntry {
  task: string
  /**
   * Minute, hour, day of month, month, day of week, as in crontab. What comes once a day makes up for a time that was
   * missed by less than a day; what comes each hour or more often just comes again.
   */
  at: string
}

/** What a worker runs on. */
export interface WorkerOptions {
  pool: Pool
  environment: Pick<JobContext, 'tenantDb' | 'clock' | 'log' | 'query'>
  tasks: readonly Task<unknown>[]
  cron: readonly CronEntry[]
}

/** A worker of the job queue. */
export interface Worker {
  addJob: AddJobFunction
  /** Settles when the worker has ended, of itself or by `stop`. */
  ended: Promise<void>
  stop(deadlineMs: number): Promise<void>
}

const dayMs = 24 * 60 * 60 * 1000

/** Starts one worker, which also brings the queue's tables to the state that it needs. */
export async function startWorker({ pool, environment, tasks, cron }: WorkerOptions): Promise<Worker> {
  const { log } = environment
  const events: WorkerEvents = new EventEmitter()
  const workerPools: WorkerPool[] = []
  events.on('pool:create', ({ workerPool }) => workerPools.push(workerPool))
  const endStart = await announceStart(pool)
  const running = run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: queueLogger(log),
    events,
    taskList: taskList(environment, tasks),
    // Without a batch the queue neither waits for its note that a job is done nor catches when that fails.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    parsedCronItems: cronItems(cron),
  })
  running.catch(() => endStart())
  const runner = await running
  const lifeSigns = workerPools.map(({ id }) => new LifeSign(pool, id))
  const endWatch = watchOverTheDead(pool, lifeSigns, { endStart, log })
  const ended = runner.promise.finally(endWatch)
  // Reported by whoever awaits it; a worker that is stopped has nobody waiting.
  ended.catch(() => {})
  const stop = (deadlineMs: number) => stopRunner(runner, workerPools, deadlineMs).finally(endWatch)
  return { addJob: runner.addJob, ended, stop }
}

/** @returns ends the watch, and with it this worker's own sign of life */
function watchOverTheDead(
  pool: Pool,
  lifeSigns: LifeSign[],
  { endStart, log }: { endStart: () => Promise<void>; log: JobsLog },
): () => void {
  let isEnded = false
  const look = async () => {
    for (const sign of lifeSigns) await sign.keep()
    await endStart()
    if (!isEnded) await freeJobsOfTheDead(pool, log)
  }
  const lookAgain = () =>
    void look().catch((error: unknown) => {
      if (!isEnded) log.warn({ event: 'jobs.workers_not_checked', err: error })
    })
  const timer = setInterval(lookAgain, 30_000).unref()
  lookAgain()
  return () => {
    isEnded = true
    clearInterval(timer)
    void endStart()
    for (const sign of lifeSigns) sign.end()
  }
}

async function stopRunner(runner: Runner, workerPools: WorkerPool[], deadlineMs: number): Promise<void> {
  let deadline: NodeJS.Timeout | undefined
  // A job that never ends keeps the queue's own stop from ending too, so nobody waits for that past the deadline.
  const given = new Promise<void>((resolve) => {
    const giveBack = () => Promise.allSettled(workerPools.map((each) => each.forcefulShutdown('The server stops')))
    deadline = setTimeout(() => void giveBack().then(() => resolve()), deadlineMs)
  })
  // Of a worker that has ended by itself there is nothing left to stop.
  await Promise.race([runner.stop().catch(() => {}), given])
  clearTimeout(deadline)
}

function taskList(environment: WorkerOptions['environment'], tasks: readonly Task<unknown>[]): TaskList {
  return Object.fromEntries(
    tasks.map((task) => [
      task.name,
      async (payload: unknown, helpers: { job: { id: string }; abortSignal: AbortSignal }) => {
        const context = jobContext(environment, { id: helpers.job.id, signal: helpers.abortSignal })
        await task.run(context, task.payload.parse(payload))
      },
    ]),
  )
}

function cronItems(cron: readonly CronEntry[]): ParsedCronItem[] {
  return parseCronItems(
    cron.map(({ task, at }) => ({
      task,
      match: at,
      identifier: task,
      // Each time that is made up for is a statement of its own, at the start of a server: 1,440 for each minute of a day.
      options: { backfillPeriod: comesEachHour(at) ? 0 : dayMs, jobKey: `cron:${task}` },
    })),
  )
}

function comesEachHour(at: string): boolean {
  return at.split(' ')[1] === '*'
}

function queueLogger(log: JobsLog): Logger {
  const methods = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const
  // Fields of the queue's own may hold payloads; its sentences name task and job only.
  return new Logger((scope) => (level, message) => log[methods[level]]({ event: 'jobs.queue', ...scope, message }))
}
