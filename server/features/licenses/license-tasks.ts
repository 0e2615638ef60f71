/** What happens to licenses by itself: purchases begin and end, trials end, and all of it is compared once a day. */
import { z } from 'zod'
import { defineTask, type JobContext } from '../../platform/jobs/tasks.ts'
import { setLimits, trialDevices } from '../license-counts/public.ts'
import { findEndedTrials } from './licenses.queries.ts'
import { renewPool, todayOf } from './pool.ts'
import { verifyLicenses } from './verify-licenses.ts'

/** Makes each provider's pool what its purchases of the day make it, and ends the growth of trials that are over. */
export const renewPoolsTask = defineTask({
  name: 'renew_license_pools',
  payload: z.object({}),
  run: async (context) => {
    for (const providerId of await providersOf(context)) {
      const changed = await context.inside(providerId, (inside) => renewPool(inside, true))
      if (changed > 0) context.log.info({ event: 'licenses.pool_changed', providerId, types: changed })
      await endTrials(context, providerId)
      if (context.signal.aborted) return
    }
  },
})

async function endTrials({ inside, log }: JobContext, providerId: string): Promise<void> {
  const ended = await inside(providerId, async (context) => {
    const organizations = await findEndedTrials(context.tx, await todayOf(context))
    const nothing = [{ type: trialDevices, limit: 0, overage: 0 }]
    for (const { id } of organizations)
      await setLimits(context, id, nothing, { reason: 'plan.ended', isConfirmed: true })
    return organizations
  })
  for (const { id } of ended) log.info({ event: 'licenses.trial_ended', providerId, organizationId: id })
}

/** Compares counters, ledger and live things of all providers, and alarms where they differ. */
export const verifyLicensesTask = defineTask({
  name: 'verify_licenses',
  payload: z.object({}),
  run: async (context) => {
    const differences = await verifyLicenses(context.tenantDb, await providersOf(context))
    for (const difference of differences) context.log.error({ event: 'licenses.differ', ...difference })
  },
})

async function providersOf({ query }: JobContext): Promise<string[]> {
  const rows = await query<{ provider_id: string }>('SELECT provider_id FROM providers ORDER BY provider_id')
  return rows.map(({ provider_id }) => provider_id)
}
