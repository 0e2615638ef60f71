import { queryOptions } from '@tanstack/react-query'
import { getCustomerDraft, listCustomerDrafts } from '@tenantry/contract/customer-drafts.ts'
import { api } from '../../../platform/api.ts'
import { customersKey } from '../customers-key.ts'

/** The person's own drafts, the latest change first. */
export const draftsQuery = queryOptions({
  queryKey: [...customersKey, 'drafts'],
  queryFn: async ({ signal }) => (await api(listCustomerDrafts, {}, { signal })).data.items,
  // They may have been changed on another device.
  staleTime: 0,
})

/** A draft as it lies on the server at this moment, with its ETag. */
export const draftQuery = (id: string) =>
  queryOptions({
    // Not read again when a customer changes: what is typed goes on from here, and a creation takes it away.
    queryKey: ['customer-draft', id],
    queryFn: ({ signal }) => api(getCustomerDraft, { params: { id } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
