import type { QueryClient } from '@tanstack/react-query'
import { queryOptions } from '@tanstack/react-query'
import { getDevice } from '@tenantry/contract/devices.ts'
import { listUsers } from '@tenantry/contract/users.ts'
import { api } from '../../platform/api.ts'

/** Everything read under this key is about devices. */
export const devicesKey = ['devices'] as const

/** A device with the ETag that a change of it has to name; read anew whenever it is about to be edited. */
export const deviceQuery = (id: string) =>
  queryOptions({
    queryKey: [...devicesKey, 'one', id],
    queryFn: ({ signal }) => api(getDevice, { params: { id } }, { signal }),
    staleTime: 0,
  })

/** Users who may work with devices of an organization, found by name or email. */
export const usersOfQuery = (organizationId: string, q: string) =>
  queryOptions({
    queryKey: ['users', 'of', organizationId, q],
    queryFn: async ({ signal }) => {
      const query = { ...(q === '' ? {} : { q }), assignableToDevicesOf: organizationId, sort: 'name', limit: 30 }
      return (await api(listUsers, { query }, { signal })).data.items
    },
  })

/** Has lists of devices, the counts of customers and entities, and what is left of licenses, read again. */
export function devicesChanged(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: devicesKey })
  void queryClient.invalidateQueries({ queryKey: ['customers'] })
  void queryClient.invalidateQueries({ queryKey: ['entities'] })
  void queryClient.invalidateQueries({ queryKey: ['licenses'] })
}
