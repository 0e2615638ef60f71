import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { changeCustomerStatus, getRetentionSettings, purgeCustomer } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { api } from '../../platform/api.ts'
import { customersKey } from '../customers/public.ts'

/** What a change would do to the version that was read; counted anew each time it is looked at. */
export const previewQuery = (id: string, to: OrganizationStatus | null, etag: string | null) =>
  queryOptions({
    // Apart from the customers: what was previewed for one version is not asked for again when the next is there.
    queryKey: ['status-preview', id, to, etag],
    queryFn: async ({ signal }) => {
      const input = { params: { id: id as OrganizationId }, body: { status: to ?? 'active' } }
      return (await api(changeCustomerStatus, input, { dryRun: true, ifMatch: etag ?? '*', signal })).data
    },
    enabled: to !== null,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })

/** What a deletion for good would remove. */
export const purgePreviewQuery = (id: string, code: string, isArchived: boolean) =>
  queryOptions({
    queryKey: ['purge-preview', id],
    queryFn: async ({ signal }) => {
      const input = { params: { id: id as OrganizationId }, body: { code } }
      return (await api(purgeCustomer, input, { dryRun: true, signal })).data
    },
    enabled: isArchived,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })

/** How long the archive keeps customers. */
export const retentionQuery = queryOptions({
  queryKey: ['retention-settings'],
  queryFn: async ({ signal }) => (await api(getRetentionSettings, {}, { signal })).data,
})

/** Reads again what a change of a customer's status shows in. */
export function statusChanged(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: customersKey, refetchType: 'active' })
}
