import { queryOptions } from '@tanstack/react-query'
import { getNotificationSettings, listNotifications, type Notification } from '@tenantry/contract/notifications.ts'
import { api } from '../../platform/api.ts'
import { useListPages } from '../../ui/list/use-list-pages.ts'

/** How somebody is told of what. */
export const notificationSettingsQuery = queryOptions({
  queryKey: ['notification-settings'],
  queryFn: async ({ signal }) => (await api(getNotificationSettings, {}, { signal })).data.items,
})

/** What somebody has been told of, the newest first. */
export function useNotifications() {
  return useListPages<Notification>(['notifications'], {}, (page, signal) =>
    api(listNotifications, { query: { ...page } }, { signal }),
  )
}
