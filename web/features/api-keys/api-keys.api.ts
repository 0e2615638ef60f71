import { queryOptions } from '@tanstack/react-query'
import { listApiKeys } from '@tenantry/contract/api-keys.ts'
import { api } from '../../platform/api.ts'

/** The live keys of one's own membership. */
export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: async ({ signal }) => (await api(listApiKeys, {}, { signal })).data.items,
})
