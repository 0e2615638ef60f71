import { queryOptions } from '@tanstack/react-query'
import { OrganizationId } from '@tenantry/contract/ids.ts'
import { getCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { api } from '../../platform/api.ts'
import { customersKey } from './customers-key.ts'

/** The status of a customer with the ETag that a change has to name. */
export const statusQuery = (id: string) =>
  queryOptions({
    queryKey: [...customersKey, 'status', id],
    queryFn: ({ signal }) => api(getCustomerStatus, { params: { id: id as OrganizationId } }, { signal }),
    enabled: OrganizationId.safeParse(id).success,
  })
