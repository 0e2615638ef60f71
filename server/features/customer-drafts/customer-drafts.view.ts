import type { CustomerDraftSummary } from '@tenantry/contract/customer-draft-list.ts'
import { draftDays } from '@tenantry/contract/customer-drafts.ts'
import type { CustomerDraftId, OrganizationId } from '@tenantry/contract/ids.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import type { DraftRow } from './customer-drafts.queries.ts'

/** A draft as lists show it. */
export function draftView(row: DraftRow): CustomerDraftSummary {
  const { parent_id: id, parent_name: name, parent_type: type } = row
  return {
    id: row.id as CustomerDraftId,
    title: row.title,
    stepId: row.step_id,
    parent:
      id === null || name === null || type === null
        ? null
        : { id: id as OrganizationId, name, type: type as OrganizationType },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    expiresAt: new Date(row.updated_at.getTime() + draftDays * 86_400_000).toISOString(),
  }
}
