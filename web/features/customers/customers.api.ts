import { queryOptions } from '@tanstack/react-query'
import { listOrganizations } from '@tenantry/contract/organizations.ts'
import { api } from '../../platform/api.ts'
import { customersKey } from './customers-key.ts'

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
