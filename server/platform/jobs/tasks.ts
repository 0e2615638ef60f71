import type { z } from 'zod'
import type { Clock } from '../clock/clock.ts'
import type { TenantDatabase } from '../database/tenant-database.ts'
import type { Context } from '../http/context.ts'
import { systemScope } from '../tenancy/scope.ts'

/** How many jobs one worker runs at the same time. */
export const concurrency = 5

/** Where jobs say what happened: events with fields. */
export interface JobsLog {
  debug(fields: object): void
  info(fields: object): void
  warn(fields: object): void
  error(fields: object): void
}

/** What a running job works with. */
export interface JobContext {
  jobId: string
  tenantDb: TenantDatabase
  clock: Clock
  log: JobsLog
  /** Fires when the server stops and the job has used up its time. */
  signal: AbortSignal
  /** Runs a statement as the jobs role, for what concerns all providers at once. */
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>
  /** The ids of all providers, in their order. */
  providers(): Promise<string[]>
  /** Runs `work` in one transaction inside one provider, with the system as the actor. */
  inside<T>(providerId: string, work: (context: Context) => Promise<T>): Promise<T>
}

/** An event of the outbox that leads to a task. */
export interface Trigger {
  event: string
  /**
   * `provider`: events of one provider that come while such a job waits lead to one run; `payload`: those of them that
   * say the same.
   */
  oncePer: 'event' | 'provider' | 'payload'
  /** How long a run waits for more events that lead to it. */
  gatherMs?: number
}

/** What a job is given when an event leads to it. */
export interface EventPayload {
  eventId: string
  event: string
  version: number
  providerId: string
  organizationId: string
  payload: Record<string, string | number | boolean | null>
}

/** A kind of job. */
export interface Task<Payload> {
  name: string
  payload: z.ZodType<Payload>
  triggers: readonly Trigger[]
  /** How often a failing job is tried, with waits that grow by e: 10 tries take six hours. */
  maxAttempts: number
  /**
   * Whether one run may take minutes. Such runs of one provider come one after the other, and all of them together leave
   * room for what somebody waits for.
   */
  isLong: boolean
  /**
   * Of those that may take minutes, whether one takes seconds, by the payload of its event: such runs do not wait behind
   * the others, and come one after the other themselves.
   */
  isShort: (payload: EventPayload['payload']) => boolean
  run(context: JobContext, payload: Payload): Promise<void>
}

/**
 * Defines a kind of job. A job may run twice (its server dies after the work and before that is noted), so `run` must
 * do the same work once. Unknown members of the payload are dropped.
 */
export function defineTask<Payload>(task: {
  name: string
  payload: z.ZodType<Payload>
  triggers?: readonly Trigger[]
  maxAttempts?: number
  isLong?: boolean
  isShort?: (payload: EventPayload['payload']) => boolean
  run: (context: JobContext, payload: Payload) => Promise<void>
}): Task<Payload> {
  return { triggers: [], maxAttempts: 10, isLong: false, isShort: () => false, ...task }
}

/** The environment of all jobs, made into the context of one. */
export function jobContext(
  environment: Pick<JobContext, 'tenantDb' | 'clock' | 'log' | 'query'>,
  job: { id: string; signal: AbortSignal },
): JobContext {
  const { tenantDb, clock, query } = environment
  return {
    ...environment,
    jobId: job.id,
    signal: job.signal,
    providers: async () => {
      const rows = await query<{ provider_id: string }>('SELECT provider_id FROM providers ORDER BY provider_id')
      return rows.map(({ provider_id }) => provider_id)
    },
    inside: (providerId, work) => {
      const scope = systemScope(providerId)
      const actor = { kind: 'system', name: 'Tenantry', scope } as const
      return tenantDb.within(scope, (tx) => work({ tx, actor, clock, origin: { id: `job ${job.id}`, source: null } }))
    },
  }
}
