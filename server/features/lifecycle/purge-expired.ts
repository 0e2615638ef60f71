import { z } from 'zod'
import { asAppError } from '../../platform/http/problems.ts'
import { defineTask, type JobContext } from '../../platform/jobs/tasks.ts'
import { findExpired } from './lifecycle.queries.ts'
import { purgeCustomer } from './purge-customer.ts'

const batch = 100

/**
 * Deletes for good, provider by provider, what has been in the archive for as long as the provider keeps it. Each in a
 * transaction of its own; what cannot be deleted now is tried again the next day.
 */
export const purgeExpiredTask = defineTask({
  name: 'purge_expired',
  payload: z.object({}),
  run: async (context) => {
    for (const providerId of await context.providers()) await purgeProvider(context, providerId)
  },
})

async function purgeProvider({ inside, clock, log, signal }: JobContext, providerId: string): Promise<void> {
  const refused: string[] = []
  for (let found = batch; found === batch; ) {
    const expired = await inside(providerId, ({ tx }) => findExpired(tx, { now: clock.now(), except: refused }, batch))
    found = expired.length
    for (const { id } of expired) {
      if (signal.aborted) return
      try {
        const { total, accounts } = await inside(providerId, (context) => purgeCustomer(context, id, null))
        log.info({ event: 'customer.purged', providerId, organizationId: id, rows: total, accounts })
      } catch (error) {
        const { code } = asAppError(error)
        if (code === 'internal' || code === 'unavailable') throw error
        refused.push(id)
        log.warn({ event: 'customer.purge_refused', providerId, organizationId: id, code })
      }
    }
  }
}
