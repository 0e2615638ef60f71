import { organizationStatuses, statusesInUse } from '@tenantry/contract/organizations.ts'
import type { ListState } from '../../ui/list/use-list-search.ts'

/**
 * A list's query as it is sent: without disabled and archived ones, unless all are wanted or a condition is about it.
 */
export function shownCustomers(query: ListState['query'], all: boolean): ListState['query'] {
  if (all || query.filter?.status) return query
  return { ...query, filter: { ...query.filter, status: { in: [...statusesInUse] } } }
}

const hidden = organizationStatuses.filter((status) => !statusesInUse.some((each) => each === status))

/**
 * The query of a list of what customers have as it is sent: without what is of disabled and archived ones, unless all is
 * wanted or a condition is about it. What is hidden is named, not what is shown: how a customer stands is not told to
 * those who see single entities only.
 */
export function shownOfCustomers(query: ListState['query'], all: boolean): ListState['query'] {
  if (all || query.filter?.organizationStatus) return query
  return { ...query, filter: { ...query.filter, organizationStatus: { nin: [...hidden] } } }
}
