import { randomBytes } from 'node:crypto'
import type { AuditAction } from '@tenantry/contract/audit-actions.ts'
import { breathe } from '../../platform/breathe.ts'
import { newId } from '../../platform/clock/clock.ts'
import { withCommit } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'
import { emitEvent } from '../../platform/jobs/outbox.ts'
import { auditAppended } from './audit-appended.ts'
import { type AuditRecord, insertAuditEvents, insertAuditPayloads } from './audit-events.queries.ts'
import { auditPayload, type Fields, payloadHash } from './payload.ts'

/** A change to be remembered. */
export interface AuditedChange {
  action: AuditAction
  /** The organization whose log it belongs to. */
  organizationId: string
  objectType: string
  objectId: string
  /** The object as it was; null or absent when it was created. A field absent on one side counts as null there. */
  before?: Fields | null
  /** The object as it became; null or absent when it was removed. */
  after?: Fields | null
  /** Fields that name the object, kept on both sides though they do not differ. */
  names?: readonly string[]
}

/** Changes of so long a time lead to one run of the sealing job. */
const sealedTogetherMs = 10_000

/**
 * Writes a change to the audit log in the change's own transaction, with the event that gets it sealed. Given both
 * sides it keeps the differing fields only, and nothing at all when none differs; values of secret fields are never
 * kept. The three rows go out together with the commit.
 */
export async function recordAudit(context: Context, change: AuditedChange): Promise<void> {
  await recordAudits(context, [change])
}

/**
 * Writes several changes like {@link recordAudit}, with as many statements as one takes. They may be of several
 * organizations, all of which the caller sees.
 */
export async function recordAudits(context: Context, changes: readonly AuditedChange[]): Promise<void> {
  const records: AuditRecord[] = []
  for (const [index, change] of changes.entries()) {
    if (index % 50 === 49) await breathe()
    records.push(...recordOf(change))
  }
  const [first] = records
  if (!first) return
  const { organizationId } = first.change
  const occurredAt = context.clock.now()
  const since = new Date(occurredAt.getTime() - (occurredAt.getTime() % sealedTogetherMs)).toISOString()
  await withCommit(
    context.tx,
    Promise.all([
      insertAuditEvents(context, records, occurredAt),
      insertAuditPayloads(context, records),
      emitEvent(context, { ...auditAppended, organizationId, payload: { since } }),
    ]),
  )
}

function recordOf(change: AuditedChange): AuditRecord[] {
  const payload = auditPayload(change.before, change.after, change.names)
  if (!payload) return []
  const salt = randomBytes(16)
  return [{ id: newId(), change, payload, salt, payloadHash: payloadHash(salt, payload) }]
}
