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
} from 'graphile-worker'
import type { Pool } from 'pg'
import { freeJobsOfTheDead, LifeSign } from './living-workers.ts'
import { type JobContext, type JobsLog, jobContext, type Task } from './tasks.ts'

/** A task that runs at set times, in UTC. */
export interface CronEntry {
  task: string
  /** Minute, hour, day of month, month, day of week, as in crontab; a time missed by less than a day is made up for. */
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

const concurrency = 4
const dayMs = 24 * 60 * 60 * 1000

/** Starts one worker, which also brings the queue's tables to the state that it needs. */
export async function startWorker({ pool, environment, tasks, cron }: WorkerOptions): Promise<Worker> {
  const { log } = environment
  const events: WorkerEvents = new EventEmitter()
  const lifeSigns: LifeSign[] = []
  events.on('pool:create', ({ workerPool }) => lifeSigns.push(new LifeSign(pool, workerPool.id)))
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: queueLogger(log),
    events,
    taskList: taskList(environment, tasks),
    parsedCronItems: cronItems(cron),
  })
  const watch = watchOverTheDead(pool, lifeSigns, log)
  const ended = runner.promise.finally(() => {
    clearInterval(watch)
    for (const sign of lifeSigns) sign.end()
  })
  // Reported by whoever awaits it; a worker that is stopped has nobody waiting.
  ended.catch(() => {})
  return { addJob: runner.addJob, ended, stop: (deadlineMs) => stopRunner(runner, ended, deadlineMs) }
}

function watchOverTheDead(pool: Pool, lifeSigns: LifeSign[], log: JobsLog): NodeJS.Timeout {
  const look = async () => {
    for (const sign of lifeSigns) await sign.keep()
    await freeJobsOfTheDead(pool, log)
  }
  const lookAgain = () =>
    void look().catch((error: unknown) => log.warn({ event: 'jobs.workers_not_checked', err: error }))
  lookAgain()
  return setInterval(lookAgain, 30_000).unref()
}

async function stopRunner(runner: Runner, ended: Promise<void>, deadlineMs: number): Promise<void> {
  const deadline = setTimeout(() => void runner.kill('The server stops').catch(() => {}), deadlineMs)
  // A worker that ended by itself has nothing left to stop.
  await runner.stop().catch(() => {})
  await ended.catch(() => {})
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
      options: { backfillPeriod: dayMs, jobKey: `cron:${task}` },
    })),
  )
}

function queueLogger(log: JobsLog): Logger {
  const methods = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const
  // Fields of the queue's own may hold payloads; its sentences name task and job only.
  return new Logger((scope) => (level, message) => log[methods[level]]({ event: 'jobs.queue', ...scope, message }))
}
