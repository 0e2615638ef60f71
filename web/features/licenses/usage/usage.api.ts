import { queryOptions } from '@tanstack/react-query'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import {
  getLicenseUsage,
  type LicenseUsage,
  type LicenseUsageTotals,
  listLicenseUsage,
  totalLicenseUsage,
} from '@tenantry/contract/license-usage.ts'
import { api } from '../../../platform/api.ts'
import { findsNothing } from '../../../ui/list/list-search.ts'
import { useListPages } from '../../../ui/list/use-list-pages.ts'
import type { ListState } from '../../../ui/list/use-list-search.ts'

/** A month of one customer; of the provider's month without one. */
export const usageQuery = (id: string, month: string | undefined) =>
  queryOptions({
    queryKey: ['licenses', 'usage', id, month],
    queryFn: async ({ signal }) =>
      (
        await api(
          getLicenseUsage,
          { params: { id: id as OrganizationId }, query: month === undefined ? {} : { month } },
          { signal },
        )
      ).data,
  })

/** A month of all customers that the person sees. */
export function useUsage(query: ListState['query'] & { month?: string }) {
  return useListPages<LicenseUsage>(['licenses', 'usage'], query, (page, signal) =>
    api(listLicenseUsage, { query: { ...query, ...page } }, { signal }),
  )
}

/** What a month comes to over all customers that a list leaves. */
export const totalsQuery = (query: ListState['query'] & { month?: string }) =>
  queryOptions({
    queryKey: ['licenses', 'usage', 'totals', query],
    queryFn: async ({ signal }): Promise<LicenseUsageTotals> => {
      if (!findsNothing(query)) return (await api(totalLicenseUsage, { query }, { signal })).data
      // What finds nothing is of a month, too: that of all.
      const ofAll = query.month === undefined ? {} : { month: query.month }
      return { ...(await api(totalLicenseUsage, { query: ofAll }, { signal })).data, customers: 0, types: [] }
    },
    placeholderData: (before) => before,
    // Each customer is counted anew for it; whoever changes one here has it read again.
    staleTime: 60_000,
  })
