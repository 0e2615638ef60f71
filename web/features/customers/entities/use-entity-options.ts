import { queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import { filterConditions, isSearchable } from '@tenantry/contract/list.ts'
import { useMemo } from 'react'
import { queryClient } from '../../../platform/query.ts'
import type { FilterOption, SearchedOptions } from '../../../ui/list/filter-words.ts'
import type { ListFilter } from '../../../ui/list/list-search.ts'
import { entitiesKey, entitiesQuery, entityQuery } from './entities.api.ts'

/**
 * The entities of an organization that a condition of a list can name, found by name or code; none where it has none, and
 * without an organization.
 */
export function useEntityOptions(
  organizationId: string | undefined,
  filter: ListFilter | undefined,
): SearchedOptions | readonly FilterOption[] {
  const id = organizationId ?? ''
  const { data: first } = useQuery({ ...entitiesQuery(id), enabled: organizationId !== undefined })
  const named = filterConditions({ filter }).flatMap(({ column, values }) =>
    column === 'entityId' ? values.filter((value) => value.includes('-')) : [],
  )
  const read = useQueries({
    queries: named.map((entityId) => ({ ...entityQuery(id, entityId), staleTime: 60_000, retry: false })),
  })
  const names = read.flatMap(({ data }) => (data ? [{ value: data.data.id as string, label: data.data.name }] : []))
  const isReading = read.some(({ isPending }) => isPending)
  const hasNone = organizationId === undefined || (first?.length === 0 && named.length === 0)
  const key = JSON.stringify([isReading, names])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says everything that is read of the names
  return useMemo(
    () => (hasNone ? [] : { known: isReading ? undefined : names, search: (q: string) => choicesQuery(id, q) }),
    [hasNone, key, id],
  )
}

const choicesQuery = (id: string, q: string) =>
  queryOptions<FilterOption[], Error, FilterOption[], (string | boolean)[]>({
    queryKey: [...entitiesKey(id), 'choices', q],
    queryFn: async () => {
      if (!isSearchable(q)) return []
      const entities = await queryClient.fetchQuery(entitiesQuery(id, q))
      return entities.map((entity) => ({ value: entity.id as string, label: entity.name }))
    },
  })
