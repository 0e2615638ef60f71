import { useQuery } from '@tanstack/react-query'
import { queryClient } from '../../../platform/query.ts'
import { subdivisionsQuery } from '../customer.api.ts'

/** The list of states once it has come; asked for when a country is chosen. */
export function useSubdivisions(isNeeded: boolean) {
  const { data, isError } = useQuery({ ...subdivisionsQuery, enabled: isNeeded })
  return { subdivisions: data, isFailed: isError }
}

/** The list of states if it has come by now, for checks outside of components. */
export function loadedSubdivisions() {
  return queryClient.getQueryData(subdivisionsQuery.queryKey)
}
