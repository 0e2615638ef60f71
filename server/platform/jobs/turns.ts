/** Whose job goes next where providers share a queue. */
import type { PoolClient } from 'pg'
import type { EventPayload } from './tasks.ts'

/** A job as the queue's own function takes it. */
export interface JobSpec {
  identifier: string
  payload: EventPayload
  job_key: string
  max_attempts: number
  /** Jobs of one queue run one after the other; null for those that run at once. */
  queue_name: string | null
  /** Of those that wait in a queue, the lowest goes next; see `inTurns`. */
  priority: number
  /** Not before; at once where it is missing. */
  run_at?: string
}

/** The queue keeps priorities in two bytes; nobody waits in so many turns. */
const mostTurns = 32_767

interface Waiting {
  queue: string
  provider: string
  /** The turn at hand of the queue, and the last one that this provider waits for. */
  now: number
  last: number
}

/**
 * Gives jobs of queues their turns: of each provider one job goes in every turn, so that a list of one provider waits for
 * at most one of each other, however many these have waiting. Who comes later begins with the turn at hand, neither
 * before those who wait already nor with what they have missed. To be called by one relay at a time.
 */
export async function inTurns(client: PoolClient, jobs: readonly JobSpec[]): Promise<JobSpec[]> {
  const queues = [...new Set(jobs.flatMap(({ queue_name }) => queue_name ?? []))]
  if (queues.length === 0) return [...jobs]
  const waiting = await findWaiting(client, queues)
  const turns = new Map(waiting.map(({ queue, now }) => [queue, now]))
  const lasts = new Map(waiting.map(({ queue, provider, last }) => [`${queue} ${provider}`, last]))
  return jobs.map((job) => {
    if (job.queue_name === null) return job
    const key = `${job.queue_name} ${job.payload.providerId}`
    const last = lasts.get(key)
    const turn = Math.min(mostTurns, last === undefined ? (turns.get(job.queue_name) ?? 0) : last + 1)
    lasts.set(key, turn)
    return { ...job, priority: turn }
  })
}

/** Jobs that wait or run; what has failed for good stays in the queue's table and waits for nothing. */
async function findWaiting(client: PoolClient, queues: readonly string[]): Promise<Waiting[]> {
  const { rows } = await client.query<Waiting>(
    `SELECT q.queue_name AS queue, j.payload ->> 'providerId' AS provider,
       (min(min(j.priority)) OVER (PARTITION BY q.queue_name))::int AS now, max(j.priority)::int AS last
     FROM graphile_worker._private_jobs j
     JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id
     WHERE q.queue_name = ANY($1) AND (j.attempts < j.max_attempts OR j.locked_at IS NOT NULL)
     GROUP BY q.queue_name, j.payload ->> 'providerId'`,
    [queues],
  )
  return rows
}
