import * as contract from '@tenantry/contract/notifications.ts'
import { route } from '../../platform/http/route.ts'
import { listNotifications } from './list-notifications.ts'

/** The operations of notifications. */
export const notificationRoutes = [
  route(contract.listNotifications, async (context, { query }) => ({ body: await listNotifications(context, query) })),
]
