import { useQueries, useQuery } from '@tanstack/react-query'
import { filterConditions } from '@tenantry/contract/list.ts'
import { useMemo } from 'react'
import type { ListFilter } from '../../../ui/list/list-search.ts'
import { entitiesQuery, entityQuery } from './entities.api.ts'

/**
 * The entities of an organization that a condition of a list can name: the first ones by name, and those that the
 * conditions of the moment name. None without an organization.
 */
export function useEntityOptions(organizationId: string | undefined, filter: ListFilter | undefined) {
  const id = organizationId ?? ''
  const { data: offered } = useQuery({ ...entitiesQuery(id), enabled: organizationId !== undefined })
  const named = filterConditions({ filter }).flatMap(({ column, values }) =>
    column === 'entityId' ? values.filter((value) => value.includes('-')) : [],
  )
  const missing = offered ? named.filter((value) => !offered.some((entity) => entity.id === value)) : []
  const found = useQueries({
    queries: missing.map((entityId) => ({ ...entityQuery(id, entityId), staleTime: 60_000 })),
  })
  const entities = [...(offered ?? []), ...found.flatMap(({ data }) => (data ? [data.data] : []))]
  const key = entities.map((entity) => `${entity.id} ${entity.name}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says everything that is read of them
  return useMemo(() => entities.map((entity) => ({ value: entity.id as string, label: entity.name })), [key])
}
