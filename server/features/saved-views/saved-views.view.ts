import type { SavedViewId } from '@tenantry/contract/ids.ts'
import type { SavedView } from '@tenantry/contract/saved-views.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import type { SavedViewRow } from './saved-views.queries.ts'

/** A view as the API shows it to a caller. */
export function savedViewView(row: SavedViewRow, caller: Caller): SavedView {
  return {
    id: row.id as SavedViewId,
    list: row.list as SavedView['list'],
    name: row.name,
    search: row.search,
    isShared: row.membership_id === null,
    isOwn: row.author_id === caller.scope.membershipId,
    isDefault: row.default_id !== null,
    mayChange: mayChange(row, caller),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** Whoever made a view changes it, and whoever looks after those of the house. */
export function mayChange({ author_id }: Pick<SavedViewRow, 'author_id'>, { scope, permissions }: Caller): boolean {
  return author_id === scope.membershipId || permissions.has('saved_views.manage')
}

interface AuditedView {
  id: string
  membership_id: string | null
  list: string
  version: number
}

/**
 * A change of a view for the audit log of the house; null where there was none or is none any more. Neither its name nor what it
 * looks for: those above the house read the log, too.
 */
export function viewChange(
  action: 'saved_view.created' | 'saved_view.updated' | 'saved_view.deleted',
  house: { id: string },
  before: AuditedView | null,
  after: AuditedView | null,
) {
  return {
    action,
    organizationId: house.id,
    objectType: 'saved_view',
    objectId: (after ?? before)?.id ?? '',
    before: before && audited(before),
    after: after && audited(after),
  }
}

function audited({ list, membership_id, version }: AuditedView) {
  return { list, isShared: membership_id === null, version }
}
