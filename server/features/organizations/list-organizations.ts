import type { ListQuery } from '@tenantry/contract/list.ts'
import type { Organization } from '@tenantry/contract/organizations.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { countChildren, findDepths, findOrganizationRows, planOrganizations } from './organizations.queries.ts'
import { organizationView } from './organizations.view.ts'

/**
 * Pages the nodes of the tree that the caller can see, the provider itself included. A parent that the caller cannot
 * see is no parent here.
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listOrganizations(
  context: Pick<CallContext, 'tx' | 'caller'>,
  query: ListQuery,
): Promise<Page<Organization>> {
  const plan = await planOrganizations(context, query)
  const { rows, counted } = await findOrganizationRows(context.tx, plan)
  const ids = rows.slice(0, plan.limit).map((row) => row.id)
  const [depths, children] = await Promise.all([findDepths(context.tx, ids), countChildren(context.tx, ids)])
  return toPage(plan, rows, counted, (row) =>
    organizationView(row, { depth: depths.get(row.id) ?? 0, childCount: children.get(row.id) ?? 0 }),
  )
}
