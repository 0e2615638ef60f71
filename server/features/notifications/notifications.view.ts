import type { NotificationId, OrganizationId } from '@tenantry/contract/ids.ts'
import {
  filledText,
  type NotificationParams,
  notificationKind,
  notificationPath,
} from '@tenantry/contract/notification-kinds.ts'
import type { Notification } from '@tenantry/contract/notifications.ts'
import type { NotificationRow } from './notifications.queries.ts'

/** A notification as the API shows it, worded. */
export function notificationView(row: Omit<NotificationRow, 'sort_values'>): Notification {
  const own = row.params as NotificationParams
  return {
    id: row.id as NotificationId,
    organization: { id: row.organization_id as OrganizationId, name: row.organization_name },
    code: row.kind,
    params: own,
    ...wordsOf(row),
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  }
}

/** What is said of a notice, and where it leads. */
export function wordsOf(row: Pick<NotificationRow, 'kind' | 'params' | 'organization_id' | 'organization_name'>) {
  const kind = notificationKind(row.kind)
  const named = { organizationId: row.organization_id, organizationName: row.organization_name }
  const params = { ...named, ...(row.params as NotificationParams) }
  return {
    title: kind ? filledText(kind.title, params) : row.kind,
    detail: (kind?.detail && filledText(kind.detail, params)) || null,
    path: kind ? notificationPath(kind, params) : '/',
  }
}
