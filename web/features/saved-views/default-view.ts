import { redirect } from '@tanstack/react-router'
import { queryClient } from '../../platform/query.ts'
import { meQuery } from '../../platform/session.tsx'
import { asksForNothing, openedSearch } from './view-search.ts'

/**
 * Opens a list with the view that the person has chosen for it, where the address asks for nothing of its own.
 * @throws a redirect to the same page with the view's search
 */
export function openDefaultView(list: 'customers' | 'devices', search: Record<string, unknown>): void {
  if (!asksForNothing(search)) return
  const view = queryClient.getQueryData(meQuery.queryKey)?.defaultViews.find((each) => each.list === list)
  if (view)
    throw redirect({ to: `/${list}`, replace: true, search: { ...search, ...openedSearch(view.search, view.viewId) } })
}
