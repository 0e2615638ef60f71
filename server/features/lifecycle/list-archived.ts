import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { ArchivedCustomer } from '@tenantry/contract/lifecycle.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { type ArchivedRow, findArchivedRows, planArchived } from './archived.queries.ts'

/**
 * Pages the archive, what is deleted next first.
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listArchivedCustomers(context: CallContext, query: ListQuery): Promise<Page<ArchivedCustomer>> {
  const plan = await planArchived(context, query)
  const { rows, counted } = await findArchivedRows(context.tx, plan)
  return toPage(plan, rows, counted, archivedView)
}

function archivedView(row: ArchivedRow): ArchivedCustomer {
  return {
    id: row.id as OrganizationId,
    name: row.name,
    code: row.code ?? '',
    type: row.type as ArchivedCustomer['type'],
    parentName: row.parent_name,
    archivedAt: row.status_since?.toISOString() ?? null,
    archivedUntil: row.archived_until?.toISOString() ?? null,
  }
}
