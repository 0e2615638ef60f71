import { queryOptions } from '@tanstack/react-query'
import { getCustomerDraft } from '@tenantry/contract/customer-drafts.ts'
import { api } from '../../../platform/api.ts'

/** A draft as it lies on the server at this moment, with its ETag. */
export const draftQuery = (id: string) =>
  queryOptions({
    // Not read again when a customer changes: what is typed goes on from here, and a creation takes it away.
    queryKey: ['customer-draft', id],
    queryFn: ({ signal }) => api(getCustomerDraft, { params: { id } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    // One that is gone, too, is read once: what was typed of it goes on without it.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
