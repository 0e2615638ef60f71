import { queryOptions } from '@tanstack/react-query'
import { countNotifications } from '@tenantry/contract/notification-count.ts'
import { api } from '../../platform/api.ts'

/** How much there is to read: asked each half minute as long as somebody looks, and at once when they come back. */
export const unreadQuery = queryOptions({
  queryKey: ['notification-count'],
  queryFn: async ({ signal }) => (await api(countNotifications, {}, { signal })).data.unread,
  refetchInterval: 30_000,
  refetchIntervalInBackground: false,
  refetchOnWindowFocus: 'always',
  retry: false,
})
