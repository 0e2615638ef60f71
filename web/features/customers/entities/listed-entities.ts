import { allEntityColumns, entityColumns, internalEntityColumns } from '@tenantry/contract/entity-list.ts'
import type { ListColumns } from '@tenantry/contract/list.ts'
import type { ListState } from '../../../ui/list/use-list-search.ts'

const untagged = (columns: ListColumns): ListColumns =>
  Object.fromEntries(Object.entries(columns).filter(([name]) => !internalEntityColumns.includes(name)))
const columnSets: Record<string, ListColumns> = {
  'true true': allEntityColumns,
  'true false': untagged(allEntityColumns),
  'false true': entityColumns,
  'false false': untagged(entityColumns),
}

/** What a list of entities, of one customer or of all, can be filtered and sorted by; the same each time. */
export function listColumnsOf(isOfAll: boolean, hasTags: boolean): ListColumns {
  return columnSets[`${isOfAll} ${hasTags}`] ?? entityColumns
}

/** What finds in the list of all what is found in that of one customer. */
export function amongAll(query: ListState['query'], customerId: string | undefined): ListState['query'] {
  return customerId !== undefined
    ? { ...query, filter: { ...query.filter, organizationId: { eq: customerId } } }
    : query
}
