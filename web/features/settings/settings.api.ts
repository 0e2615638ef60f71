import { queryOptions } from '@tanstack/react-query'
import { getProviderSettings } from '@tenantry/contract/provider-settings.ts'
import { api } from '../../platform/api.ts'

/** The settings of the provider with the ETag that a change of them has to name. */
export const providerSettingsQuery = queryOptions({
  queryKey: ['provider-settings'],
  queryFn: ({ signal }) => api(getProviderSettings, {}, { signal }),
})
