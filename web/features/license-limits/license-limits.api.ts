import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { getCustomerLicenses, getLicensePool, listLicenseTypes } from '@tenantry/contract/licenses.ts'
import { api } from '../../platform/api.ts'

/** Everything read under this key is about licenses. */
const licensesKey = ['licenses'] as const

/** The types that the person may see, those that are switched off among them only for who sees the pool. */
export const typesQuery = queryOptions({
  queryKey: [...licensesKey, 'types'],
  queryFn: async ({ signal }) => (await api(listLicenseTypes, {}, { signal })).data.items,
})

/** What the provider has. Anybody may take of it at any moment. */
export const poolQuery = queryOptions({
  queryKey: [...licensesKey, 'pool'],
  queryFn: async ({ signal }) => (await api(getLicensePool, {}, { signal })).data.items,
  staleTime: 0,
})

/** The licenses of an organization below the provider, with the ETag that a change has to name. */
export const customerLicensesQuery = (id: string) =>
  queryOptions({
    queryKey: [...licensesKey, 'of', id],
    queryFn: ({ signal }) => api(getCustomerLicenses, { params: { id } }, { signal }),
    staleTime: 0,
  })

/** Has everything about licenses read again. */
export function licensesChanged(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: licensesKey })
  // The list of customers shows how full they are. By its words, since that room knows this one; its test holds them equal.
  void queryClient.invalidateQueries({ queryKey: ['customers', 'fullest'] })
}
