import { statusesInUse } from '@tenantry/contract/organizations.ts'
import type { ListState } from '../../ui/list/use-list-search.ts'

/**
 * A list's query as it is sent: without disabled and archived ones, unless all are wanted or a condition is about it.
 */
export function shownCustomers(query: ListState['query'], all: boolean): ListState['query'] {
  if (all || query.filter?.status) return query
  return { ...query, filter: { ...query.filter, status: { in: [...statusesInUse] } } }
}
