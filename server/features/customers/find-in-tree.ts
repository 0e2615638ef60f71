import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type MatchingNode, mostMatches } from '@tenantry/contract/organization-matches.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findWithAbove } from './customers-list.queries.ts'
import { listCustomerIds } from './list-customers.ts'

/**
 * Finds customers by search and conditions, with what lies above them as far as the caller sees it, by name.
 * @throws invalid_input (422) for a column that does not exist for a customer's own people
 */
export async function findInTree(
  context: CallContext,
  query: Pick<ListQuery, 'q' | 'filter'>,
): Promise<{ items: MatchingNode[]; matches: number; isCut: boolean }> {
  const found = await listCustomerIds(context, { ...query, limit: mostMatches }, mostMatches + 1)
  const matches = new Set(found.slice(0, mostMatches))
  const rows = await findWithAbove(context.tx, [...matches])
  const shown = new Set(rows.map(({ id }) => id))
  const items = rows.map((row) => ({
    id: row.id as OrganizationId,
    name: row.name,
    code: row.code,
    type: row.type as MatchingNode['type'],
    parentId: (row.parent_id !== null && shown.has(row.parent_id) ? row.parent_id : null) as MatchingNode['parentId'],
    status: row.status as MatchingNode['status'],
    isMatch: matches.has(row.id),
  }))
  return { items, matches: matches.size, isCut: found.length > mostMatches }
}
