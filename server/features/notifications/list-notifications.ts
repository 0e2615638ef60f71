import type { ListQuery } from '@tenantry/contract/list.ts'
import type { Notification } from '@tenantry/contract/notifications.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { resolveSettings } from '../settings/public.ts'
import { findNotificationRows, planNotifications } from './notifications.queries.ts'
import { notificationView } from './notifications.view.ts'

/**
 * Pages what the caller has been told of, the newest first, without what is about organizations out of sight.
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listNotifications({ tx, caller }: CallContext, query: ListQuery): Promise<Page<Notification>> {
  const plan = planNotifications(caller, query)
  const { rows, counted } = await findNotificationRows(tx, plan)
  const { locale } = await resolveSettings(tx, caller.organization.id)
  return toPage(plan, rows, counted, (row) => notificationView(row, locale.value))
}
