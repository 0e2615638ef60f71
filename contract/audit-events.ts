import { z } from 'zod'
import { ApiKeyId, AuditEventId, OrganizationId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'

/** One change: who did what to which thing, when, from where, with the values before and after. */
export const AuditEvent = z.object({
  id: AuditEventId,
  occurredAt: z.iso.datetime(),
  organizationId: OrganizationId,
  organizationName: z.string().nullable(),
  actor: z.object({
    kind: z.enum(['user', 'api_key', 'system']),
    name: z.string().meta({ description: 'Name of the person, also where a key of theirs acted' }),
    isYou: z.boolean().meta({ description: 'Whether it was you who reads this, where a key of yours acted as well' }),
    apiKeyId: ApiKeyId.nullable(),
    apiKeyName: z
      .string()
      .nullable()
      .meta({ description: 'The API key that acted, as it was called then; null where you cannot see who acted' }),
  }),
  action: z.string().meta({ description: 'What was done, e.g. customer.updated', examples: ['customer.updated'] }),
  objectType: z.string(),
  objectId: z.uuid(),
  source: z
    .string()
    .nullable()
    .meta({ description: 'Address the request came from; null where you cannot see who acted' }),
  requestId: z.string().nullable(),
  before: z
    .record(z.string(), z.unknown())
    .nullable()
    .meta({ description: 'Changed fields as they were; null when created' }),
  after: z
    .record(z.string(), z.unknown())
    .nullable()
    .meta({ description: 'Changed fields as they became; null when deleted' }),
})
export type AuditEvent = z.infer<typeof AuditEvent>

export const auditEventColumns = {
  occurredAt: { label: 'When', type: 'instant', sortable: true },
  action: { label: 'Action', type: 'text', sortable: false },
  actor: { label: 'Who', type: 'text', sortable: false },
  organizationId: { label: 'Customer', type: 'id', sortable: false },
  objectId: { label: 'Object', type: 'id', sortable: false },
} as const satisfies ListColumns

export const listAuditEvents = defineOperation({
  id: 'listAuditEvents',
  method: 'GET',
  path: '/audit-events',
  tag: 'audit-events',
  summary: 'Lists changes, newest first',
  access: 'audit.read',
  query: listQuery(auditEventColumns),
  response: page(AuditEvent),
  status: 200,
  errors: ['filter_too_broad'],
})

export const exportAuditEvents = defineOperation({
  id: 'exportAuditEvents',
  method: 'GET',
  path: '/audit-events/export',
  tag: 'audit-events',
  summary: 'Sends all changes that the filter leaves, from the cursor on, as CSV; limit is how many are read at once',
  access: 'audit.read',
  query: listQuery(auditEventColumns),
  response: z.string(),
  media: 'text/csv',
  status: 200,
  errors: ['filter_too_broad'],
})
