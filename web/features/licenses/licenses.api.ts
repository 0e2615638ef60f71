import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getLicensePoolHistory } from '@tenantry/contract/license-history.ts'
import { getLicensePurchase, type LicensePurchase, listLicensePurchases } from '@tenantry/contract/license-purchases.ts'
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

/**
 * The other purchases of its type that a purchase has beside it: without one that has begun, nothing of the type is enforced
 * any more, until the next one begins.
 */
export const besideQuery = (purchase: LicensePurchase) =>
  queryOptions({
    queryKey: ['licenses', 'purchases', 'beside', purchase.id],
    queryFn: async ({ signal }) => {
      const query = { filter: { type: { eq: purchase.type } }, sort: 'startsOn', limit: 2 }
      const { items } = (await api(listLicensePurchases, { query }, { signal })).data
      const first = items.find(({ id }) => id !== purchase.id)
      return { hasBegun: first !== undefined && first.state !== 'upcoming', nextOn: first?.startsOn ?? null }
    },
    enabled: purchase.state !== 'upcoming',
    staleTime: 0,
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
