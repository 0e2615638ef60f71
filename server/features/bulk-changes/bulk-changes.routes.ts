import * as contract from '@tenantry/contract/bulk-changes.ts'
import { route } from '../../platform/http/route.ts'
import { beginBulkChange, listBulkChanges, readBulkChange, undoBulkChange } from './begin-bulk-change.ts'

/** The operations of bulk changes. */
export const bulkChangeRoutes = [
  route(contract.createBulkChange, async (context, { body }) => {
    const begun = await beginBulkChange(context, body)
    const { bulkChange } = begun
    return { body: begun, ...(bulkChange ? { object: { table: 'bulk_changes', id: bulkChange.id } } : {}) }
  }),
  route(contract.listBulkChanges, async (context, { query }) => ({ body: await listBulkChanges(context, query) })),
  route(contract.getBulkChange, async (context, { params }) => ({ body: await readBulkChange(context, params.id) })),
  route(contract.undoBulkChange, async (context, { params }) => ({
    body: await undoBulkChange(context, params.id),
    ...(context.dryRun ? {} : { object: { table: 'bulk_changes', id: params.id } }),
  })),
]
