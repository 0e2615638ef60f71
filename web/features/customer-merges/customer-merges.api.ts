import { queryOptions } from '@tanstack/react-query'
import { type MergedField, mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { listOrganizations } from '@tenantry/contract/organizations.ts'
import { api } from '../../platform/api.ts'
import { customersKey } from '../customers/public.ts'

/** Customers that another may become part of, found by name or code. */
export const targetsQuery = (sourceId: string) => (q: string) =>
  queryOptions({
    queryKey: [...customersKey, 'merge-targets', sourceId, q],
    queryFn: async ({ signal }) => {
      const filter = { type: { in: ['customer', 'enterprise'] }, status: { in: ['active', 'disabled'] } }
      const query = { ...(q === '' ? {} : { q }), filter, sort: 'name', limit: 31 }
      const { items } = (await api(listOrganizations, { query }, { signal })).data
      return items.filter(({ id }) => id !== sourceId)
    },
  })

/** Of every preview. */
export const mergePreviewKey = ['merge-preview']

/** What a merge would change. Asked anew each time, because it depends on everybody's work. */
export const mergePreviewQuery = (id: string, intoId: string, etag: string) =>
  queryOptions({
    queryKey: [...mergePreviewKey, id, intoId, etag],
    queryFn: async ({ signal }) => {
      const input = { params: { id: id as OrganizationId }, body: { intoId: intoId as OrganizationId } }
      return (await api(mergeCustomer, input, { ifMatch: etag, dryRun: true, signal })).data
    },
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })

/** Whose value stays, by field. */
export type Chosen = Partial<Record<MergedField['field'], MergedField['chosen']>>

/** Reads a customer past what the pages have read before: what it has become part of, once it is merged. */
export async function readCustomer(id: string) {
  return (await api(getCustomer, { params: { id: id as OrganizationId } })).data
}

/** Merges, once however often it is sent with one key. */
export async function sendMerge(
  { id, etag, ...body }: { id: string; intoId: string; intoVersion: number; etag: string; fields: Chosen },
  idempotencyKey: string,
) {
  const input = { params: { id: id as OrganizationId }, body: { ...body, intoId: body.intoId as OrganizationId } }
  return (await api(mergeCustomer, input, { ifMatch: etag, idempotencyKey })).data
}
