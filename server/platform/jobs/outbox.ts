import { newId } from '../clock/clock.ts'
import { preparedInsert } from '../database/prepared.ts'
import type { Context } from '../http/context.ts'

/** Something that happened, told by ids only: whoever acts on it reads the rest under its own scope. */
export interface OutboxEvent {
  /** Object and past participle, e.g. `customer.created`. */
  name: string
  /** Raised when the payload's meaning changes. */
  version: number
  organizationId: string
  payload: Record<string, string | number | boolean | null>
}

/**
 * Leaves an event for the jobs in the change's own transaction: it exists exactly when the change does. The relay
 * turns it into jobs after the commit.
 */
export async function emitEvent(context: Context, event: OutboxEvent): Promise<void> {
  await emitEvents(context, [event])
}

/** Leaves any number of events as {@link emitEvent} leaves one. */
export async function emitEvents({ tx, clock }: Context, events: readonly OutboxEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map((event) => ({
    id: newId(),
    organization_id: event.organizationId,
    event: event.name,
    version: event.version,
    payload: JSON.stringify(event.payload),
    created_at: clock.now(),
  }))
  await insertEvents(tx, rows)
}

const insertEvents = preparedInsert('outbox')
