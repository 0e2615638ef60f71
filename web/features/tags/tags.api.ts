import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { TagLabel } from '@tenantry/contract/tag-labels.ts'
import { listTags, type Tag } from '@tenantry/contract/tags.ts'
import { api } from '../../platform/api.ts'
import { queryClient } from '../../platform/query.ts'

/** Everything read under this key is about tags. */
export const tagsKey = ['tags'] as const

/** The tags to choose from, by name. */
export const tagsQuery = queryOptions({
  queryKey: [...tagsKey, 'options'],
  queryFn: async ({ signal }): Promise<Tag[]> =>
    (await api(listTags, { query: { sort: 'name', limit: 200 } }, { signal })).data.items,
})

/** Has tags, and whatever carries or tells of them, read again. */
export function tagsChanged(client: QueryClient): void {
  for (const key of [tagsKey, ['customers'], ['devices'], ['audit-events']] as const)
    void client.invalidateQueries({ queryKey: key })
}

/** What is known by now of tags, by their ids; for words outside of components. */
export function knownTags(ids: readonly string[]): TagLabel[] {
  const known = queryClient.getQueryData<Tag[]>(tagsQuery.queryKey) ?? []
  return known.filter(({ id }) => ids.includes(id))
}
