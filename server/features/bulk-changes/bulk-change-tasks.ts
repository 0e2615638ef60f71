import { z } from 'zod'
import { defineTask } from '../../platform/jobs/tasks.ts'
import { bulkChangeAsked } from './begin-bulk-change.ts'
import { runBulkChange } from './run-bulk-change.ts'

/** Goes on with a bulk change, or takes it back; begun anew after each stop of the server, as often as that may be. */
export const runBulkChangeTask = defineTask({
  name: 'run_bulk_change',
  payload: z.object({
    providerId: z.uuid(),
    payload: z.object({ bulkChangeId: z.uuid(), membershipId: z.uuid() }),
  }),
  triggers: [{ event: bulkChangeAsked.name, oncePer: 'event' }],
  maxAttempts: 100,
  isLong: true,
  run: (job, { providerId, payload }) => runBulkChange(job, { providerId, ...payload }),
})

/** Removes, over all providers, bulk changes that were begun 30 days ago. */
export const expireBulkChangesTask = defineTask({
  name: 'expire_bulk_changes',
  payload: z.object({}),
  run: async ({ clock, query }) => {
    await query('DELETE FROM bulk_changes WHERE created_at < $1', [new Date(clock.now().getTime() - 30 * 86_400_000)])
  },
})
