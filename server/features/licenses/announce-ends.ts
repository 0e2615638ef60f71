/** Purchases and trials that end are told of before they do, 30, 7 and 1 days ahead. */
import { z } from 'zod'
import { dayIn } from '../../platform/clock/day-in.ts'
import type { Context } from '../../platform/http/context.ts'
import { defineTask } from '../../platform/jobs/tasks.ts'
import { notify } from '../notifications/public.ts'
import { findEndingPurchases, findEndingTrials, sumOwned } from './licenses.queries.ts'
import { dayOf } from './pool.ts'

/** So many days ahead, the nearest first. */
const stages = [1, 7, 30] as const
const dayMs = 86_400_000

/**
 * Tells of all that ends within a month where the provider is: of purchases whoever keeps the pool, of trials whoever sets
 * the customer's limits and its account manager. Each is told of once for each stage and last day, whoever runs this and how often; of stages that
 * were missed only the nearest is told, and of a trial none whose day had come when its end was set. Of a type that is
 * switched off nothing is told: nothing runs out by its end.
 */
export async function announceEnds(context: Context): Promise<void> {
  const { tx } = context
  const { today, timeZone } = await dayOf(context)
  const within = { from: today, to: dayAfter(today, Math.max(...stages)) }
  for (const purchase of await findEndingPurchases(tx, within))
    await notify(context, {
      organizationId: purchase.organization_id,
      key: `purchase-ends:${purchase.id}:${purchase.ends_on}:${stageOf(today, purchase.ends_on)}`,
      kind: 'license_purchase_ends',
      params: {
        quantity: purchase.quantity,
        licenseType: purchase.type_name,
        endsOn: purchase.ends_on,
        reference: purchase.reference ?? '',
        remains: await remainsAfter(context, purchase),
      },
      to: { permission: 'license_pool.manage' },
    })
  for (const { id, name, ends_on, account_manager_email, trial_set_at } of await findEndingTrials(tx, within)) {
    const stage = stageOf(today, ends_on)
    if (trial_set_at && dayAfter(ends_on, -stage) <= dayIn(timeZone, trial_set_at)) continue
    await notify(context, {
      organizationId: id,
      key: `trial-ends:${id}:${ends_on}:${stage}`,
      kind: 'license_trial_ends',
      params: { organizationId: id, customerName: name, endsOn: ends_on },
      to: { permission: 'licenses.manage' },
      alsoTo: account_manager_email,
    })
  }
}

/** Announces what ends at all providers. */
export const announceEndsTask = defineTask({
  name: 'announce_license_ends',
  payload: z.object({}),
  run: async (context) => {
    const failed: unknown[] = []
    for (const providerId of await context.providers()) {
      if (context.signal.aborted) return
      // The others do not wait for one that fails.
      await context.inside(providerId, announceEnds).catch((error: unknown) => failed.push(error))
    }
    if (failed.length > 0) throw failed[0]
  },
})

/** '3 remain from then on. ', of all purchases of the type. */
async function remainsAfter({ tx }: Context, { type, ends_on }: { type: string; ends_on: string }): Promise<string> {
  const left = (await sumOwned(tx, dayAfter(ends_on, 1))).get(type) ?? 0
  if (left === 0) return 'None remains from then on. '
  return `${left.toLocaleString('en-US')} ${left === 1 ? 'remains' : 'remain'} from then on. `
}

/** The nearest stage that a last day has reached. */
function stageOf(today: string, endsOn: string): number {
  const left = Math.round((Date.parse(endsOn) - Date.parse(today)) / dayMs)
  return stages.find((stage) => left <= stage) ?? Math.max(...stages)
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}
