import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { listEnrollmentTokens } from '@tenantry/contract/enrollments.ts'
import { listSeenDevices } from '@tenantry/contract/seen-devices.ts'
import { api } from '../../platform/api.ts'
import type { ListState } from '../../ui/list/use-list-search.ts'
import { shownOfCustomers } from '../customers/public.ts'

/** Everything read under this key is about devices that wait for a license. */
export const seenKey = ['devices', 'seen'] as const

/** What is shown of those that wait: without those of disabled and archived customers, unless all or a customer is asked for. */
export const shownSeen = (query: ListState['query'], all = false): ListState['query'] =>
  shownOfCustomers(query, all || query.filter?.organizationId !== undefined)

/** How many wait; null beyond what is counted. Devices begin to wait without anybody here. */
export const waitingQuery = (organizationId: string | undefined) =>
  queryOptions({
    queryKey: [...seenKey, 'waiting', organizationId],
    queryFn: async ({ signal }) => {
      const filter = organizationId === undefined ? {} : { filter: { organizationId: { eq: organizationId } } }
      return (await api(listSeenDevices, { query: { ...shownSeen(filter), limit: 1 } }, { signal })).data.total
    },
    staleTime: 0,
  })

/** The tokens of a customer, also those that have expired. */
export const tokensQuery = (id: string) =>
  queryOptions({
    queryKey: ['enrollment-tokens', id],
    queryFn: async ({ signal }) => (await api(listEnrollmentTokens, { params: { id } }, { signal })).data.items,
  })

/** Has what waits, devices with their counts, and what is left of licenses read again. */
export function seenChanged(client: QueryClient): void {
  for (const key of ['devices', 'customers', 'entities', 'licenses']) void client.invalidateQueries({ queryKey: [key] })
}
