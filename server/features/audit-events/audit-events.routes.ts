import * as contract from '@tenantry/contract/audit-events.ts'
import { route } from '../../platform/http/route.ts'
import { listAuditEvents } from './list-audit-events.ts'

/** The operations of the audit log. */
export const auditEventRoutes = [
  route(contract.listAuditEvents, async (context, { query }) => ({ body: await listAuditEvents(context, query) })),
]
