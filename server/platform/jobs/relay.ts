import type { Pool, PoolClient } from 'pg'
import type { EventPayload, JobsLog, Task } from './tasks.ts'

/** Turns events of the outbox into jobs. */
export interface Relay {
  /** Looks now; to be called after a commit that may have left events. */
  wake(): void
  /** Ends after the batch at hand. */
  stop(): Promise<void>
}

/** What the relay runs on. */
export interface RelayOptions {
  /** Connections of the jobs role. */
  pool: Pool
  tasks: readonly Task<unknown>[]
  log: JobsLog
  /** How often it looks without being woken: events of instances that run no jobs, or of a process that died. */
  pollMs?: number
  /** How long it gathers events after it was woken: one batch for many changes leaves the database to the requests. */
  gatherMs?: number
}

/** A job as the queue's own function takes it. */
interface JobSpec {
  identifier: string
  payload: EventPayload
  job_key: string
  max_attempts: number
}

interface OutboxRow {
  provider_id: string
  id: string
  organization_id: string
  event: string
  version: number
  payload: EventPayload['payload']
}

const batchSize = 500
const relayLock = 727450194

/**
 * Starts the relay. Jobs are added and their events removed in one transaction, so a crash at any point leaves either
 * the event or its jobs, never both and never neither. One relay works at a time: its lock also keeps events in order,
 * and unlike locks on rows it works when the outbox is spread over several servers. Adding jobs notifies the workers
 * of all instances.
 */
export function startRelay({ pool, tasks, log, pollMs = 1000, gatherMs = 50 }: RelayOptions): Relay {
  const sleeper = new Sleeper()
  let stopped = false
  const loop = async () => {
    while (!stopped) {
      const taken = await relayBatch(pool, tasks).catch((error: unknown) => {
        log.error({ event: 'relay.failed', err: error })
        return 0
      })
      if (taken === batchSize || stopped) continue
      await sleeper.sleep(pollMs)
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, gatherMs))
    }
  }
  const ended = loop()
  return {
    wake: () => sleeper.wake(),
    stop: async () => {
      stopped = true
      sleeper.wake()
      await ended
    },
  }
}

/**
 * Passes on the oldest events, at most one batch.
 * @returns how many events were taken
 */
export async function relayBatch(pool: Pick<Pool, 'connect'>, tasks: readonly Task<unknown>[]): Promise<number> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const events = await takeEvents(client)
    await addJobs(client, jobsFor(events, tasks))
    await client.query('COMMIT')
    return events.length
  } catch (error) {
    broken = error as Error
    throw error
  } finally {
    // A connection that failed is closed, which also rolls back.
    client.release(broken)
  }
}

async function takeEvents(client: PoolClient): Promise<EventPayload[]> {
  // A relay that hangs must not keep the others waiting for its lock.
  await client.query(
    "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'; SET LOCAL statement_timeout = '30s'",
  )
  await client.query('SELECT pg_advisory_xact_lock($1)', [relayLock])
  const { rows } = await client.query<OutboxRow>(
    'SELECT provider_id, id, organization_id, event, version, payload FROM outbox ORDER BY id LIMIT $1',
    [batchSize],
  )
  if (rows.length > 0) await client.query('DELETE FROM outbox WHERE id = ANY($1)', [rows.map((row) => row.id)])
  return rows.map((row) => ({
    eventId: row.id,
    event: row.event,
    version: row.version,
    providerId: row.provider_id,
    organizationId: row.organization_id,
    payload: row.payload,
  }))
}

async function addJobs(client: PoolClient, jobs: JobSpec[]): Promise<void> {
  if (jobs.length === 0) return
  await client.query(
    `SELECT count(*) FROM graphile_worker.add_jobs(
       ARRAY(SELECT json_populate_recordset(NULL::graphile_worker.job_spec, $1::json)), false)`,
    [JSON.stringify(jobs)],
  )
}

function jobsFor(events: EventPayload[], tasks: readonly Task<unknown>[]): JobSpec[] {
  const jobs = new Map<string, JobSpec>()
  for (const event of events)
    for (const task of tasks)
      for (const trigger of task.triggers)
        if (trigger.event === event.event) {
          const key = `${task.name}:${trigger.oncePer === 'event' ? event.eventId : event.providerId}`
          jobs.set(key, { identifier: task.name, payload: event, job_key: key, max_attempts: task.maxAttempts })
        }
  return [...jobs.values()]
}

class Sleeper {
  #woken = false
  #end: (() => void) | null = null

  wake(): void {
    this.#woken = true
    this.#end?.()
  }

  async sleep(ms: number): Promise<void> {
    if (!this.#woken)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        this.#end = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    this.#end = null
    this.#woken = false
  }
}
