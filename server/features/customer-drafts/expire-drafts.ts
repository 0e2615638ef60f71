import { draftDays } from '@tenantry/contract/customer-drafts.ts'
import { z } from 'zod'
import { defineTask } from '../../platform/jobs/tasks.ts'

/** Removes, over all providers, the drafts that nobody has changed for 90 days. */
export const expireDraftsTask = defineTask({
  name: 'expire_drafts',
  payload: z.object({}),
  run: async ({ clock, query }) => {
    const before = new Date(clock.now().getTime() - draftDays * 86_400_000)
    await query('DELETE FROM customer_drafts WHERE updated_at < $1', [before])
  },
})
