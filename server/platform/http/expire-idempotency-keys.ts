import { z } from 'zod'
import { defineTask } from '../jobs/tasks.ts'

/** Removes, over all providers, the answers kept for repeated requests that are older than a day. */
export const expireIdempotencyKeysTask = defineTask({
  name: 'expire_idempotency_keys',
  payload: z.object({}),
  run: async ({ clock, query }) => {
    await query('DELETE FROM idempotency_keys WHERE created_at < $1', [new Date(clock.now().getTime() - 86_400_000)])
  },
})
