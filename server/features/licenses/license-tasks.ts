/** What happens to licenses by itself: purchases begin and end, trials end, and all of it is compared once a day. */
import { z } from 'zod'
import type { Context } from '../../platform/http/context.ts'
import { defineTask, type JobContext } from '../../platform/jobs/tasks.ts'
import { setLimits, trialDevices } from '../license-counts/public.ts'
import { shareTree } from '../organizations/public.ts'
import { keepMonths } from './license-months.queries.ts'
import { findEndedTrials, lockLicensed } from './licenses.queries.ts'
import { renewPool, todayOf } from './pool.ts'
import { verifyLicenses } from './verify-licenses.ts'

/** Makes each provider's pool what its purchases of the day make it, and ends the growth of trials that are over. */
export const renewPoolsTask = defineTask({
  name: 'renew_license_pools',
  payload: z.object({}),
  run: async (context) => {
    const failed: unknown[] = []
    for (const providerId of await context.providers()) {
      if (context.signal.aborted) return
      // The others do not wait for one that fails.
      await renew(context, providerId).catch((error: unknown) => {
        context.log.error({ event: 'licenses.renewal_failed', providerId, err: error })
        failed.push(error)
      })
    }
    if (failed.length > 0) throw failed[0]
  },
})

async function renew(context: JobContext, providerId: string): Promise<void> {
  const changed = await context.inside(providerId, async (inside) => {
    await shareTree(inside.tx)
    return renewPool(inside, true)
  })
  await context.inside(providerId, keepMonths)
  if (changed > 0) context.log.info({ event: 'licenses.pool_changed', providerId, types: changed })
  await endTrials(context, providerId)
}

async function endTrials({ inside, log }: JobContext, providerId: string): Promise<void> {
  const ended = await inside(providerId, async (context) => findEndedTrials(context.tx, await todayOf(context)))
  for (const { id } of ended)
    if (await inside(providerId, (context) => endTrial(context, id)))
      log.info({ event: 'licenses.trial_ended', providerId, organizationId: id })
}

/** @returns false where it was extended, bought or deleted since it was found */
async function endTrial(context: Context, id: string): Promise<boolean> {
  const { tx } = context
  await shareTree(tx)
  await lockLicensed(tx, id)
  // By a statement of its own, which sees what was committed while the lock was waited for.
  if ((await findEndedTrials(tx, await todayOf(context), id)).length === 0) return false
  const nothing = [{ type: trialDevices, limit: 0, overage: 0 }]
  await setLimits(context, id, nothing, { reason: 'plan.ended', isConfirmed: true })
  return true
}

/** Compares counters, ledger and live things of all providers, and alarms where they differ. */
export const verifyLicensesTask = defineTask({
  name: 'verify_licenses',
  payload: z.object({}),
  run: async (context) => {
    const differences = await verifyLicenses(context.tenantDb, await context.providers())
    for (const difference of differences) context.log.error({ event: 'licenses.differ', ...difference })
  },
})
