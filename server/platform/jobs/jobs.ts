import type { TaskSpec } from 'graphile-worker'
import type { Clock } from '../clock/clock.ts'
import { createPool } from '../database/pools.ts'
import type { TenantDatabase } from '../database/tenant-database.ts'
import { startRelay } from './relay.ts'
import type { JobsLog, Task } from './tasks.ts'
import { type CronEntry, startWorker, type Worker, type WorkerOptions } from './worker.ts'

/** What jobs run on. */
export interface JobsOptions {
  /** Connection string of the jobs role. */
  jobsUrl: string
  tenantDb: TenantDatabase
  clock: Clock
  log: JobsLog
  tasks: readonly Task<unknown>[]
  cron?: readonly CronEntry[]
  /** Tasks that also run once whenever jobs start. */
  atStart?: readonly string[]
}

/** Running jobs. */
export interface Jobs {
  /** To be called after each commit that may have left events; cheap. */
  wake(): void
  /** Adds a job outside of any transaction; `emitEvent` is for what belongs to a change. */
  addJob<Payload>(task: Task<Payload>, payload: Payload, spec?: TaskSpec): Promise<void>
  /** Takes no more jobs and waits for the running ones; past the deadline they are given back to the queue. */
  stop(deadlineMs?: number): Promise<void>
}

/** Starts the relay and a worker of the job queue, and starts the worker again when it fails. */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const { jobsUrl, tenantDb, clock, log, tasks, cron = [], atStart = [] } = options
  checkNames(tasks, [...cron.map((entry) => entry.task), ...atStart])
  const onError = (error: Error) => log.warn({ event: 'jobs.connection_lost', err: error })
  const pool = createPool({ connectionString: jobsUrl, max: 8 }, onError)
  const query = async <Row>(text: string, values: unknown[] = []) => (await pool.query(text, values)).rows as Row[]
  const workerOptions: WorkerOptions = { pool, environment: { tenantDb, clock, log, query }, tasks, cron }
  const supervised = new SupervisedWorker(workerOptions)
  try {
    await supervised.start()
    for (const task of atStart) await supervised.worker.addJob(task, {}, { jobKey: `cron:${task}` })
  } catch (error) {
    await supervised.stop(0)
    await pool.end()
    throw error
  }
  const relay = startRelay({ pool, tasks, log })
  return {
    wake: relay.wake,
    addJob: async (task, payload, spec) => {
      await supervised.worker.addJob(task.name, payload, { maxAttempts: task.maxAttempts, ...spec })
    },
    stop: async (deadlineMs = 10_000) => {
      await Promise.all([relay.stop(), supervised.stop(deadlineMs)])
      await pool.end()
    },
  }
}

class SupervisedWorker {
  readonly #options: WorkerOptions
  #worker: Worker | null = null
  #stopping = false
  #again: NodeJS.Timeout | undefined

  constructor(options: WorkerOptions) {
    this.#options = options
  }

  get worker(): Worker {
    if (!this.#worker) throw new TypeError('The worker has not been started')
    return this.#worker
  }

  async start(): Promise<void> {
    const worker = await startWorker(this.#options)
    this.#worker = worker
    if (this.#stopping) return worker.stop(0)
    void worker.ended
      .catch((error: unknown) => this.#options.environment.log.error({ event: 'jobs.worker_failed', err: error }))
      .then(() => this.#startAgain())
  }

  async stop(deadlineMs: number): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#again)
    await this.#worker?.stop(deadlineMs)
  }

  #startAgain(): void {
    if (this.#stopping) return
    this.#again = setTimeout(() => void this.start().catch(() => this.#startAgain()), 1_000)
  }
}

function checkNames(tasks: readonly Task<unknown>[], named: string[]): void {
  const names = new Set(tasks.map((task) => task.name))
  if (names.size !== tasks.length) throw new TypeError('Two tasks share a name')
  for (const name of named) if (!names.has(name)) throw new TypeError(`There is no task ${name}`)
}
