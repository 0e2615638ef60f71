import { queryOptions } from '@tanstack/react-query'
import { api } from '../platform/api.ts'
import type { FilterOption } from './list/filter-words.ts'

/** Tags to choose from in the condition of a list, by name. How they are asked for loads with the first question. */
export const tagOptionsQuery = queryOptions({
  queryKey: ['tags', 'choices'],
  queryFn: async ({ signal }): Promise<FilterOption[]> => {
    const { listTags } = await import('@tenantry/contract/tags.ts')
    const { data } = await api(listTags, { query: { sort: 'name', limit: 200 } }, { signal })
    return data.items.map(({ id, name }) => ({ value: id, label: name }))
  },
})
