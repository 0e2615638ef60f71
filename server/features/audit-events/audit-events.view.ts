import type { AuditEvent } from '@tenantry/contract/audit-events.ts'
import type { ApiKeyId, AuditEventId, OrganizationId } from '@tenantry/contract/ids.ts'
import type { AuditEventRow } from './audit-events.queries.ts'

/** A row of the audit log as the API shows it. */
export function auditEventView(row: Omit<AuditEventRow, 'sort_values'>): AuditEvent {
  return {
    id: row.id as AuditEventId,
    occurredAt: row.occurred_at.toISOString(),
    organizationId: row.organization_id as OrganizationId,
    organizationName: row.organization_name,
    actor: {
      kind: row.actor_kind as AuditEvent['actor']['kind'],
      name: row.actor_name,
      apiKeyId: row.actor_api_key_id as ApiKeyId | null,
      apiKeyName: row.actor_api_key_name,
    },
    action: row.action,
    objectType: row.object_type,
    objectId: row.object_id,
    source: row.source,
    requestId: row.request_id,
    before: row.before as AuditEvent['before'],
    after: row.after as AuditEvent['after'],
  }
}
