import { organizationStatuses, statusesInUse } from '@tenantry/contract/organizations.ts'
import type { ListState } from '../../../ui/list/use-list-search.ts'

const hidden = organizationStatuses.filter((status) => !statusesInUse.some((each) => each === status))

/**
 * The query of a list of the entities of all customers as it is sent: without those of disabled and archived ones, unless
 * all are wanted or a condition is about it. What is hidden is named, not what is shown: how a customer stands is not
 * told to those who see single entities only.
 */
export function shownEntities(query: ListState['query'], all: boolean): ListState['query'] {
  if (all || query.filter?.organizationStatus) return query
  return { ...query, filter: { ...query.filter, organizationStatus: { nin: [...hidden] } } }
}
