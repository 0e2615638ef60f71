import type { AuditEvent } from '@tenantry/contract/audit-events.ts'
import type { ApiKeyId, AuditEventId, OrganizationId } from '@tenantry/contract/ids.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { isInternalTo, withoutInternalFields } from '../own-side/public.ts'
import type { AuditEventRow } from './audit-events.queries.ts'

/**
 * A row of the audit log as the API shows it to a reader. From where and by which key somebody acted is shown to those
 * who see that person: a partner reads what its provider's staff did, and no more of them than the name. An organization's own people
 * are shown no internal field of it.
 */
export function auditEventView(row: Omit<AuditEventRow, 'sort_values'>, caller: Caller): AuditEvent {
  const reader = caller.scope
  const isYou = row.actor_membership_id === reader.membershipId
  const seesActor = reader.reach === 'all' || row.seen_membership_id !== null || isYou
  const isKept = row.object_type === 'organization' && isInternalTo(caller, row.organization_id)
  const shown = (fields: AuditEvent['before']) => (fields && isKept ? withoutInternalFields(fields) : fields)
  return {
    id: row.id as AuditEventId,
    occurredAt: row.occurred_at.toISOString(),
    organizationId: row.organization_id as OrganizationId,
    organizationName: row.organization_name,
    actor: {
      kind: row.actor_kind as AuditEvent['actor']['kind'],
      name: row.actor_name,
      isYou,
      apiKeyId: seesActor ? (row.actor_api_key_id as ApiKeyId | null) : null,
      apiKeyName: seesActor ? row.actor_api_key_name : null,
    },
    action: row.action,
    objectType: row.object_type,
    objectId: row.object_id,
    source: seesActor || row.actor_membership_id === null ? row.source : null,
    requestId: row.request_id,
    before: shown(row.before as AuditEvent['before']),
    after: shown(row.after as AuditEvent['after']),
  }
}
