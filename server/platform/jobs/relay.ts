import { setTimeout as delay } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { concurrency, type EventPayload, type JobsLog, type Task, type Trigger } from './tasks.ts'
import { inTurns, type JobSpec } from './turns.ts'

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
  /** How long it gathers events after it was woken. */
  gatherMs?: number
  /** How long it rests after events: one batch for a burst of changes leaves the database to the requests. */
  restMs?: number
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
/** The advisory lock that a relay holds while it works. */
export const relayLock = 727450194

/**
 * Starts the relay. Jobs are added and their events removed in one transaction, so a crash at any point leaves either
 * the event or its jobs, never both and never neither. One relay works at a time: its lock also keeps events in order,
 * and unlike locks on rows it works when the outbox is spread over several servers. Adding jobs notifies the workers
 * of all instances.
 */
export function startRelay({ pool, tasks, log, pollMs = 1000, gatherMs = 50, restMs = 1000 }: RelayOptions): Relay {
  const sleeper = new Sleeper()
  const stopping = new AbortController()
  const rest = (ms: number) => delay(ms, undefined, { signal: stopping.signal }).catch(() => {})
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const taken = await relayBatch(pool, tasks).catch((error: unknown) => {
        log.error({ event: 'relay.failed', err: error })
        return 0
      })
      if (taken === batchSize) continue
      if (taken > 0) await rest(restMs - gatherMs)
      await sleeper.sleep(pollMs)
      await rest(gatherMs)
    }
  }
  const ended = loop()
  return {
    wake: () => sleeper.wake(),
    stop: async () => {
      stopping.abort()
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
    await addJobs(client, await inTurns(client, jobsFor(events, tasks)))
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

/** A job that waits already keeps its moment: more events never put it off. */
async function addJobs(client: PoolClient, jobs: JobSpec[]): Promise<void> {
  if (jobs.length === 0) return
  await client.query(
    `SELECT count(*) FROM graphile_worker.add_jobs(
       ARRAY(SELECT json_populate_recordset(NULL::graphile_worker.job_spec, $1::json)), true)`,
    [JSON.stringify(jobs)],
  )
}

function jobsFor(events: EventPayload[], tasks: readonly Task<unknown>[]): JobSpec[] {
  const jobs = new Map<string, JobSpec>()
  for (const event of events)
    for (const task of tasks)
      for (const trigger of task.triggers)
        if (trigger.event === event.event) {
          const key = `${task.name}:${sameRun(event, trigger)}`
          jobs.set(key, {
            identifier: task.name,
            payload: event,
            job_key: key,
            max_attempts: task.maxAttempts,
            queue_name: task.isLong ? laneOf(task, event) : null,
            priority: 0,
            ...(trigger.gatherMs ? { run_at: new Date(Date.now() + trigger.gatherMs).toISOString() } : {}),
          })
        }
  return [...jobs.values()]
}

/** One for what takes seconds, and of a worker's hands one for no lane: mails and seals wait for nobody's long list. */
const shortLane = 'short'
const longLanes = concurrency - 2

/** A provider's long jobs keep to one lane, which it may share with others: there, providers take turns. */
function laneOf({ isShort }: Task<unknown>, { providerId, payload }: EventPayload): string {
  return isShort(payload) ? shortLane : `long ${Number.parseInt(providerId.slice(-6), 16) % longLanes}`
}

/** What events must share to lead to one run. */
function sameRun({ eventId, providerId, payload }: EventPayload, { oncePer }: Trigger): string {
  if (oncePer === 'event') return eventId
  return oncePer === 'provider' ? providerId : `${providerId}:${JSON.stringify(payload)}`
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
