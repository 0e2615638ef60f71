import { useQuery } from '@tanstack/react-query'
import { listOrganizations } from '@tenantry/contract/organizations.ts'
import { useMemo } from 'react'
import { api } from '../../platform/api.ts'
import type { FilterOption } from './filter-words.ts'

/**
 * Organizations to choose from in the condition of a list that is about several; undefined until they are read.
 * @param isWanted false for the list of one organization, where there is nothing to choose
 */
export function useOrganizationOptions(isWanted: boolean): readonly FilterOption[] | undefined {
  const { data } = useQuery({
    queryKey: ['customers', 'options'],
    queryFn: async ({ signal }) =>
      (await api(listOrganizations, { query: { sort: 'name', limit: 200 } }, { signal })).data.items,
    enabled: isWanted,
  })
  return useMemo(
    () => (isWanted ? data?.map(({ id, name }) => ({ value: id as string, label: name })) : undefined),
    [isWanted, data],
  )
}
