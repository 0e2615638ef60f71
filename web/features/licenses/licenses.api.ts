import { queryOptions } from '@tanstack/react-query'
import { getLicensePoolHistory } from '@tenantry/contract/license-history.ts'
import { getLicensePurchase, listLicensePurchases } from '@tenantry/contract/licenses.ts'
import { api } from '../../platform/api.ts'

/** What the provider has bought, and the day that it is there. */
export const purchasesQuery = queryOptions({
  queryKey: ['licenses', 'purchases'],
  queryFn: async ({ signal }) => (await api(listLicensePurchases, {}, { signal })).data,
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
