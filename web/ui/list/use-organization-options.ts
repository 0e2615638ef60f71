import { queryOptions, useQuery } from '@tanstack/react-query'
import { filterConditions, isSearchable } from '@tenantry/contract/list.ts'
import { listOrganizations } from '@tenantry/contract/organizations.ts'
import { useMemo } from 'react'
import { api } from '../../platform/api.ts'
import type { SearchedOptions } from './filter-words.ts'
import type { ListFilter } from './list-search.ts'

/** Organizations that a search offers at once. */
const offered = 30

/**
 * Organizations to choose from in the condition of a list that is about several: found by name or code, because there are
 * too many to load, with the names of those that conditions name already.
 * @param column the column that holds organizations
 * @param filter the conditions of the moment; undefined for the list of one organization, where there is nothing to choose
 * @param isParent offers only what something can lie under
 */
export function useOrganizationOptions(
  column: string,
  filter: { current: ListFilter | undefined } | null,
  isParent = false,
): SearchedOptions | undefined {
  const ids = filterConditions({ filter: filter?.current })
    .filter((each) => each.column === column && each.operator !== 'empty')
    .flatMap(({ values }) => values)
    .sort()
  const named = useQuery({ ...namesQuery(ids), enabled: filter !== null && ids.length > 0 }).data
  const known = ids.length === 0 ? none : named
  const isWanted = filter !== null
  return useMemo(
    () => (isWanted ? { known, search: (q: string) => foundQuery(q, isParent) } : undefined),
    [isWanted, known, isParent],
  )
}

const none: readonly never[] = []

/** Read again with customers, whose names they are. */
const key = ['customers', 'choices'] as const

const namesQuery = (ids: string[]) =>
  queryOptions({
    queryKey: [...key, 'names', ids],
    queryFn: ({ signal }) => read({ filter: { id: { in: ids } }, limit: 200 }, signal),
  })

const foundQuery = (q: string, isParent: boolean) =>
  queryOptions({
    queryKey: [...key, 'found', q, isParent],
    queryFn: ({ signal }) => {
      if (!isSearchable(q)) return []
      const filter = isParent ? { filter: { type: { ne: 'customer' } } } : {}
      return read({ ...(q === '' ? {} : { q }), ...filter, limit: offered }, signal)
    },
  })

async function read(query: { q?: string; filter?: ListFilter; limit: number }, signal: AbortSignal) {
  const { data } = await api(listOrganizations, { query: { sort: 'name', ...query } }, { signal })
  return data.items.map(({ id, name }) => ({ value: id as string, label: name }))
}
