import type { AuditEvent } from '@tenantry/contract/audit-events.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { findAuditEventRows, planAuditEvents } from './audit-events.queries.ts'
import { auditEventView } from './audit-events.view.ts'

/**
 * Pages the changes in the organizations that the caller can see, newest first, with address and key of
 * the actors that the caller can see. The values before and after are
 * absent where a law had them erased.
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listAuditEvents(context: CallContext, query: ListQuery): Promise<Page<AuditEvent>> {
  const plan = planAuditEvents(query, context.caller)
  const { rows, counted } = await findAuditEventRows(context.tx, plan)
  return toPage(plan, rows, counted, (row) => auditEventView(row, context.caller))
}
