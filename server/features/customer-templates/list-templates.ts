import type { CustomerTemplateSummary } from '@tenantry/contract/customer-templates.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { findTemplateRows, planTemplates } from './customer-templates.queries.ts'
import { templateSummary } from './customer-templates.view.ts'
import { readsTemplates } from './template-place.ts'

/**
 * Pages the templates that the caller can begin a customer with (B23); there are none for a customer's own people.
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listTemplates(context: CallContext, query: ListQuery): Promise<Page<CustomerTemplateSummary>> {
  const plan = planTemplates(context.caller, query)
  if (!readsTemplates(context.caller)) return { items: [], nextCursor: null, total: 0 }
  const { rows, counted } = await findTemplateRows(context.tx, plan)
  return toPage(plan, rows, counted, (row) => templateSummary(row, context.caller))
}
