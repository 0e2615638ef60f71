import type { NotificationId, OrganizationId } from '@tenantry/contract/ids.ts'
import {
  filledText,
  type NotificationParams,
  notificationKind,
  notificationPath,
  readableParams,
} from '@tenantry/contract/notification-kinds.ts'
import type { Notification } from '@tenantry/contract/notifications.ts'
import { englishOf } from '../../platform/clock/english-of.ts'
import type { NotificationRow } from './notifications.queries.ts'

/** A notification as the API shows it, worded. */
export function notificationView(row: Omit<NotificationRow, 'sort_values'>, language: string): Notification {
  const own = row.params as NotificationParams
  return {
    id: row.id as NotificationId,
    organization: { id: row.organization_id as OrganizationId, name: row.organization_name },
    code: row.kind,
    params: own,
    ...wordsOf(row, language),
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  }
}

/** What is said of a notice to somebody with a language, and where it leads. */
export function wordsOf(
  row: Pick<NotificationRow, 'kind' | 'params' | 'organization_id' | 'organization_name'>,
  language: string,
) {
  const kind = notificationKind(row.kind)
  const named = { organizationId: row.organization_id, organizationName: row.organization_name }
  const params = { ...named, ...(row.params as NotificationParams) }
  const readable = readableParams(params, englishOf(language))
  return {
    title: kind ? filledText(kind.title, readable) : row.kind,
    detail: (kind?.detail && filledText(kind.detail, readable)) || null,
    path: kind ? notificationPath(kind, params) : '/',
  }
}
