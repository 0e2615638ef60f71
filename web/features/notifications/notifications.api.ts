import { queryOptions } from '@tanstack/react-query'
import {
  countNotifications,
  getNotificationSettings,
  listNotifications,
  type Notification,
} from '@tenantry/contract/notifications.ts'
import { api } from '../../platform/api.ts'
import { useListPages } from '../../ui/list/use-list-pages.ts'

/** How much there is to read: asked each half minute as long as somebody looks, and at once when they come back. */
export const unreadQuery = queryOptions({
  queryKey: ['notification-count'],
  queryFn: async ({ signal }) => (await api(countNotifications, {}, { signal })).data.unread,
  refetchInterval: 30_000,
  refetchIntervalInBackground: false,
  refetchOnWindowFocus: 'always',
  retry: false,
})

/** How somebody is told of what. */
export const notificationSettingsQuery = queryOptions({
  queryKey: ['notification-settings'],
  queryFn: async ({ signal }) => (await api(getNotificationSettings, {}, { signal })).data.items,
})

/** What somebody has been told of, the newest first. */
export function useNotifications() {
  return useListPages<Notification>(['notifications'], (page, signal) =>
    api(listNotifications, { query: { ...page } }, { signal }),
  )
}
