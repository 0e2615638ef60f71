import { queryClient } from '../../platform/query.ts'
import { meQuery } from '../../platform/session.tsx'
import { asksForNothing, openedSearch } from './view-search.ts'

/**
 * The address with the view that the person has chosen for a list, where it asks for nothing of its own; else null.
 */
export function withDefaultView<Search extends Record<string, unknown>>(list: string, search: Search): Search | null {
  if (!asksForNothing(search)) return null
  const view = queryClient.getQueryData(meQuery.queryKey)?.defaultViews.find((each) => each.list === list)
  return view ? { ...search, ...openedSearch(view.search, view.viewId) } : null
}
