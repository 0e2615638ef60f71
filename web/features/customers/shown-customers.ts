import type { ListState } from '../../ui/list/use-list-search.ts'

/** What the list shows unless more is asked for: what is in use, or about to leave. */
const inUse: readonly string[] = ['active', 'suspended', 'offboarding']

/** A list's query as it is sent: without disabled and archived ones, unless all are wanted or a condition is about it. */
export function shownCustomers(query: ListState['query'], all: boolean): ListState['query'] {
  if (all || query.filter?.status) return query
  return { ...query, filter: { ...query.filter, status: { in: [...inUse] } } }
}
