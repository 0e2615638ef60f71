import type { InputOf } from '@tenantry/contract/operation.ts'
import type { Organization, listOrganizations as operation } from '@tenantry/contract/organizations.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import {
  countChildren,
  findDepths,
  findOrganizationRows,
  isInUse,
  isProvider,
  mayBeLookedAfterBy,
  planOrganizations,
} from './organizations.queries.ts'
import { organizationView } from './organizations.view.ts'

/**
 * Pages the nodes of the tree that the caller can see, the provider itself included. A parent that the caller cannot
 * see is no parent here. A user whom the caller cannot see may look after nothing.
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listOrganizations(
  context: Pick<CallContext, 'tx' | 'caller'>,
  { assignableUser, inUse: wanted, ...query }: InputOf<typeof operation>['query'],
): Promise<Page<Organization>> {
  const inUse = wanted === 'true'
  const asksForTops = query.filter?.parentId?.empty === 'true'
  const extra = [
    ...(assignableUser ? [mayBeLookedAfterBy(assignableUser)] : []),
    ...(inUse ? [isInUse('o')] : []),
    // Where nothing is hidden, there is one top, which need not be looked for.
    ...(asksForTops && context.caller.scope.reach === 'all' ? [isProvider('o')] : []),
  ]
  const plan = await planOrganizations(context, query, extra, JSON.stringify([assignableUser, inUse]))
  const { rows, counted } = await findOrganizationRows(context.tx, plan)
  const ids = rows.slice(0, plan.limit).map((row) => row.id)
  const [depths, children] = await Promise.all([findDepths(context.tx, ids), countChildren(context.tx, ids, inUse)])
  return toPage(plan, rows, counted, (row) =>
    organizationView(row, { depth: depths.get(row.id) ?? 0, childCount: children.get(row.id) ?? 0 }),
  )
}
