import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { customerSummaryView } from './customers.view.ts'
import { findCustomerRows, findListedIds } from './customers-list.queries.ts'
import { planCustomers, planCustomersPage } from './plan-customers.ts'

/**
 * Pages the customers, partners, enterprises and divisions that the caller can see.
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listCustomers(context: CallContext, query: ListQuery): Promise<Page<CustomerSummary>> {
  const plan = await planCustomersPage(context, query)
  const { rows, counted } = await findCustomerRows(context.tx, plan)
  return toPage(plan, rows, counted, (row) => customerSummaryView(row, context.caller))
}

/**
 * The ids of what the list shows by its search and filter, by name, at most some.
 * @throws invalid_input (422) for a column that does not exist for a customer's own people
 */
export async function listCustomerIds(context: CallContext, query: ListQuery, most: number): Promise<string[]> {
  return findListedIds(context.tx, await planCustomers(context, query), most)
}
