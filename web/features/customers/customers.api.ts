import { queryOptions } from '@tanstack/react-query'
import { getCustomer, suggestCode } from '@tenantry/contract/customers.ts'
import { hasVisibleCharacter } from '@tenantry/contract/fields/names.ts'
import { OrganizationId } from '@tenantry/contract/ids.ts'
import { listOrganizations } from '@tenantry/contract/organizations.ts'
import { api } from '../../platform/api.ts'

/** Everything read under this key is about customers, and is read again when one changes. */
export const customersKey = ['customers'] as const

/** A customer with the ETag that a change of it has to name. */
export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: [...customersKey, 'one', id],
    queryFn: ({ signal }) => api(getCustomer, { params: { id } }, { signal }),
    // An address that is no id leads nowhere; the API would call it a malformed request.
    enabled: OrganizationId.safeParse(id).success,
  })

/** Organizations that something may lie under, found by name or code. */
export const parentsQuery = (q: string) =>
  queryOptions({
    queryKey: [...customersKey, 'parents', q],
    queryFn: async ({ signal }) => {
      const query = { ...(q === '' ? {} : { q }), filter: { type: { ne: 'customer' } }, sort: 'name', limit: 30 }
      return (await api(listOrganizations, { query }, { signal })).data.items
    },
  })

/** Organizations of every type, found by name or code. */
export const organizationsQuery = (q: string) =>
  queryOptions({
    queryKey: [...customersKey, 'organizations', q],
    queryFn: async ({ signal }) => {
      const query = { ...(q === '' ? {} : { q }), sort: 'name', limit: 30 }
      return (await api(listOrganizations, { query }, { signal })).data.items
    },
  })

/** A free code for a name below an organization. */
export const suggestionQuery = (name: string, parentId: string | undefined) =>
  queryOptions({
    queryKey: [...customersKey, 'code', name, parentId],
    queryFn: async ({ signal }) =>
      (await api(suggestCode, { query: { name, ...(parentId ? { parentId } : {}) } }, { signal })).data.code,
    enabled: name.length >= 2 && hasVisibleCharacter(name),
    retry: false,
    // Somebody may take a code at any moment.
    staleTime: 5_000,
  })

/** The states of all countries. They weigh much, so they come only when a form shows one. */
export const subdivisionsQuery = queryOptions({
  queryKey: ['subdivisions'],
  queryFn: () => import('@tenantry/contract/fields/subdivisions.ts'),
  staleTime: Number.POSITIVE_INFINITY,
})
