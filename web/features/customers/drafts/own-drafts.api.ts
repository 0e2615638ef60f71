import { queryOptions } from '@tanstack/react-query'
import { listCustomerDrafts } from '@tenantry/contract/customer-draft-list.ts'
import { api } from '../../../platform/api.ts'
import { customersKey } from '../customers-key.ts'

/** The person's own drafts, the latest change first. */
export const draftsQuery = queryOptions({
  queryKey: [...customersKey, 'drafts'],
  queryFn: async ({ signal }) => (await api(listCustomerDrafts, {}, { signal })).data.items,
  // They may have been changed on another device.
  staleTime: 0,
})
