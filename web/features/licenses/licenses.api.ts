import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getLicensePoolHistory } from '@tenantry/contract/license-history.ts'
import { getLicensePurchase, listLicensePurchases } from '@tenantry/contract/license-purchases.ts'
import { api } from '../../platform/api.ts'

/** What the provider has bought, page by page, and the day that it is there. */
export const purchasesQuery = infiniteQueryOptions({
  queryKey: ['licenses', 'purchases'],
  queryFn: async ({ pageParam, signal }) => {
    const query = pageParam === null ? { limit: 50 } : { limit: 100, cursor: pageParam }
    return (await api(listLicensePurchases, { query }, { signal })).data
  },
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
})

/** A purchase with the ETag that a change has to name; read anew whenever it is about to be edited. */
export const purchaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['licenses', 'purchase', id],
    queryFn: ({ signal }) => api(getLicensePurchase, { params: { id } }, { signal }),
    staleTime: 0,
  })

/** What was used of each type day by day. */
export const historyQuery = queryOptions({
  queryKey: ['licenses', 'history'],
  queryFn: async ({ signal }) => (await api(getLicensePoolHistory, {}, { signal })).data.items,
})
