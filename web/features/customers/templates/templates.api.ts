import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { getCustomerTemplate, listCustomerTemplates } from '@tenantry/contract/customer-templates.ts'
import { api } from '../../../platform/api.ts'
import { customersKey } from '../customers-key.ts'

/** Everything read under this key is about templates. */
export const templatesKey = [...customersKey, 'templates'] as const

/** The templates that a new customer can begin with, found by a part of their names. */
export const templatesQuery = (q: string) =>
  queryOptions({
    queryKey: [...templatesKey, 'offered', q],
    queryFn: async ({ signal }) => {
      const query = { ...(q === '' ? {} : { q }), sort: 'name', limit: 50 }
      return (await api(listCustomerTemplates, { query }, { signal })).data.items
    },
  })

/** A template as it is at this moment, with the ETag that a change of it has to name. */
export const templateQuery = (id: string) =>
  queryOptions({
    // Apart from the lists: a form that is filled from it does not follow what changes elsewhere.
    queryKey: ['customer-template', id],
    queryFn: ({ signal }) => api(getCustomerTemplate, { params: { id } }, { signal }),
    staleTime: 0,
    gcTime: 0,
  })

/** Has every list of templates read again. */
export function templatesChanged(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: templatesKey })
}
