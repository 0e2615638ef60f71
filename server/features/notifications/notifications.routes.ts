import { countNotifications as countOperation } from '@tenantry/contract/notification-count.ts'
import * as contract from '@tenantry/contract/notifications.ts'
import { route } from '../../platform/http/route.ts'
import { listNotifications } from './list-notifications.ts'
import { getNotificationSettings, updateNotificationSettings } from './notification-settings.ts'
import { countNotifications, readAllNotifications, readNotification } from './read-notifications.ts'

/** The operations of notifications. */
export const notificationRoutes = [
  route(contract.listNotifications, async (context, { query }) => ({ body: await listNotifications(context, query) })),
  route(countOperation, async (context) => ({ body: await countNotifications(context) })),
  route(contract.readNotification, async (context, { params, body }) => {
    await readNotification(context, params.id, body.isRead)
    return { body: undefined }
  }),
  route(contract.readAllNotifications, async (context, { body }) => {
    await readAllNotifications(context, new Date(body.upTo))
    return { body: undefined }
  }),
  route(contract.getNotificationSettings, async (context) => ({ body: await getNotificationSettings(context) })),
  route(contract.updateNotificationSettings, async (context, { body }) => ({
    body: await updateNotificationSettings(context, body.items),
  })),
]
