import { type QueryClient, queryOptions, useQueryClient } from '@tanstack/react-query'
import {
  clearDefaultView,
  createSavedView,
  deleteSavedView,
  listSavedViews,
  type SavedView,
  setDefaultView,
  updateSavedView,
} from '@tenantry/contract/saved-views.ts'
import { api, newIdempotencyKey } from '../../platform/api.ts'
import { meQuery } from '../../platform/session.tsx'

const viewsKey = ['saved-views'] as const

/** The person's own views of a list and those of their house, by name. */
export const viewsQuery = (list: SavedView['list']) =>
  queryOptions({
    queryKey: [...viewsKey, list],
    queryFn: async ({ signal }) => {
      const query = { filter: { list: { eq: list } }, sort: 'name', limit: 200 } as const
      const first = (await api(listSavedViews, { query }, { signal })).data
      if (first.nextCursor === null) return first.items
      const second = (await api(listSavedViews, { query: { ...query, cursor: first.nextCursor } }, { signal })).data
      return [...first.items, ...second.items]
    },
  })

/** What can be done with views; each has them read again, and who is signed in, who knows what lists open with. */
export function useViewChanges() {
  const queryClient = useQueryClient()
  const then = async <Result>(work: Promise<Result>) => {
    const result = await work
    await changed(queryClient)
    return result
  }
  return {
    save: (body: { list: SavedView['list']; name: string; search: string; isShared: boolean }) =>
      then(api(createSavedView, { body }, { idempotencyKey: newIdempotencyKey() })),
    change: ({ id }: SavedView, body: { name?: string; search?: string; isShared?: boolean }) =>
      then(api(updateSavedView, { params: { id }, body }, { ifMatch: '*' })),
    remove: ({ id }: SavedView) => then(api(deleteSavedView, { params: { id } }, { ifMatch: '*' })),
    setDefault: ({ id }: Pick<SavedView, 'id'>, isDefault: boolean) =>
      then(api(isDefault ? setDefaultView : clearDefaultView, { params: { id } })),
  }
}

async function changed(queryClient: QueryClient): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: viewsKey }),
    queryClient.refetchQueries({ queryKey: meQuery.queryKey }),
  ])
}
