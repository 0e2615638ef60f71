import type { MembershipId, NoteId, OrganizationId } from '@tenantry/contract/ids.ts'
import type { Note } from '@tenantry/contract/notes.ts'
import type { Scope } from '../../platform/tenancy/scope.ts'
import type { NoteRow } from './notes.queries.ts'

/** A note as the API shows it to a reader. */
export function noteView(row: Omit<NoteRow, 'pinned'>, reader: Scope): Note {
  const isOwn = row.author_membership_id === reader.membershipId
  return {
    id: row.id as NoteId,
    organizationId: row.organization_id as OrganizationId,
    body: row.body,
    isPinned: row.is_pinned,
    isVisibleToCustomer: row.is_visible_to_customer,
    author: {
      name: row.author_name,
      membershipId: (isOwn ? row.author_membership_id : row.seen_membership_id) as MembershipId | null,
    },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** What the audit log keeps of a note. Who may not read notes is not shown these rows of the log either. */
export function auditedNote(row: Omit<NoteRow, 'pinned'>): Record<string, unknown> {
  return {
    body: row.body,
    isPinned: row.is_pinned,
    isVisibleToCustomer: row.is_visible_to_customer,
    author: row.author_name,
  }
}

/** A change of a note for the audit log; null where there was none or is none any more. */
export function noteChange(
  action: 'note.created' | 'note.updated' | 'note.deleted',
  before: Omit<NoteRow, 'pinned'> | null,
  after: Omit<NoteRow, 'pinned'> | null,
) {
  const { id, organization_id } = (after ?? before) as NoteRow
  return {
    action,
    organizationId: organization_id,
    objectType: 'note',
    objectId: id,
    before: before && auditedNote(before),
    after: after && auditedNote(after),
  }
}
