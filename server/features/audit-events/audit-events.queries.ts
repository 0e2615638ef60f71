import type { Context } from '../../platform/http/context.ts'
import type { AuditPayload } from './payload.ts'
import type { AuditedChange } from './record-audit.ts'

/** A row of the audit log before it is written. */
export interface AuditRecord {
  id: string
  change: AuditedChange
  payload: AuditPayload
  salt: Buffer
  payloadHash: Buffer
}

export async function insertAuditEvent({ tx, actor, clock, origin }: Context, record: AuditRecord): Promise<void> {
  const { id, change, payloadHash } = record
  await tx
    .insertInto('audit_events')
    .values({
      provider_id: actor.scope.providerId,
      id,
      occurred_at: clock.now(),
      organization_id: change.organizationId,
      actor_kind: actor.kind,
      actor_membership_id: actor.kind === 'system' ? null : actor.scope.membershipId,
      actor_name: actor.name,
      action: change.action,
      object_type: change.objectType,
      object_id: change.objectId,
      source: origin.source,
      request_id: origin.id,
      payload_hash: payloadHash,
    })
    .execute()
}

export async function insertAuditPayload({ tx, actor }: Context, record: AuditRecord): Promise<void> {
  const { id, change, payload, salt } = record
  await tx
    .insertInto('audit_payloads')
    .values({
      provider_id: actor.scope.providerId,
      audit_event_id: id,
      organization_id: change.organizationId,
      salt,
      before: payload.before && JSON.stringify(payload.before),
      after: payload.after && JSON.stringify(payload.after),
    })
    .execute()
}
