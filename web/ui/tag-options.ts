import { queryOptions } from '@tanstack/react-query'
import type { Tag } from '@tenantry/contract/tags.ts'
import { api } from '../platform/api.ts'
import type { FilterOption } from './list/filter-words.ts'

/** Tags to choose from in the condition of a list, by name. */
export const tagOptionsQuery = queryOptions({
  queryKey: ['tags', 'choices'],
  queryFn: async ({ signal }): Promise<FilterOption[]> =>
    (await readTags(signal)).map(({ id, name }) => ({ value: id, label: name })),
})

/** All tags that the person sees, by name; of a house there are a thousand at most. How they are asked for loads with the first question. */
export async function readTags(signal: AbortSignal): Promise<Tag[]> {
  const { listTags } = await import('@tenantry/contract/tags.ts')
  const tags: Tag[] = []
  for (let cursor: string | null = ''; cursor !== null && tags.length < mostTags; ) {
    const query = { sort: 'name', limit: 200, ...(cursor === '' ? {} : { cursor }) }
    const page: { items: Tag[]; nextCursor: string | null } = (await api(listTags, { query }, { signal })).data
    tags.push(...page.items)
    cursor = page.nextCursor
  }
  return tags
}

/** With those of many partners there can be more than anybody looks through. */
const mostTags = 2_000
