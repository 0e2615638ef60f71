import * as contract from '@tenantry/contract/audit-events.ts'
import { route, streamRoute } from '../../platform/http/route.ts'
import { exportAuditEvents } from './export-audit-events.ts'
import { listAuditEvents } from './list-audit-events.ts'

/** The operations of the audit log. */
export const auditEventRoutes = [
  route(contract.listAuditEvents, async (context, { query }) => ({ body: await listAuditEvents(context, query) })),
  streamRoute(contract.exportAuditEvents, 'audit-log.csv', (read, { query }) => exportAuditEvents(read, query)),
]
