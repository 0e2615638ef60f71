import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { TagLabel } from '@tenantry/contract/tag-labels.ts'
import type { Tag } from '@tenantry/contract/tags.ts'
import { queryClient } from '../../platform/query.ts'
import { readTags } from '../../ui/tag-options.ts'

/** Everything read under this key is about tags. */
export const tagsKey = ['tags'] as const

/** The tags to choose from, by name. */
export const tagsQuery = queryOptions({
  queryKey: [...tagsKey, 'options'],
  queryFn: ({ signal }): Promise<Tag[]> => readTags(signal),
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
