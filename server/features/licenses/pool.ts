/** The provider's pool: what it owns at a moment, and what is left of it. */
import type { PoolItem } from '@tenantry/contract/licenses.ts'
import { dayIn } from '../../platform/clock/day-in.ts'
import { lockSpaces, takeLock } from '../../platform/database/advisory-lock.ts'
import { englishCount } from '../../platform/english.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext, Context } from '../../platform/http/context.ts'
import { findCounters, setLimits } from '../license-counts/public.ts'
import { requireProvider, resolveSettings } from '../settings/public.ts'
import { findFirstDays, findTypes, sumOwned, sumUse, type TypeRow } from './licenses.queries.ts'

/**
 * Tells what the provider owns, what is set aside, what is used and what is left, of each type that is counted.
 * @throws forbidden (403) for people who do not see the provider itself
 */
export async function getPool(context: CallContext): Promise<{ items: PoolItem[] }> {
  await requireProvider(context)
  const { tx, actor } = context
  const [types, use, counters, firstDays] = await Promise.all([
    findTypes(tx),
    sumUse(tx),
    findCounters(tx, actor.scope.providerId),
    findFirstDays(tx),
  ])
  const byType = new Map(counters.map((each) => [each.type, each]))
  const items = types
    .filter(({ is_on }) => is_on)
    .map(({ code, name }): PoolItem => {
      const { limit_count = null, demand = 0, allocated = 0, reserved = 0, excess = 0 } = byType.get(code) ?? {}
      return {
        type: code,
        name,
        owned: limit_count,
        enforcedFrom: limit_count === null ? (firstDays.get(code) ?? null) : null,
        allocated,
        used: use.get(code) ?? 0,
        usedUnallocated: demand - reserved,
        aboveLimits: reserved - allocated,
        free: limit_count === null ? null : Math.max(0, limit_count - demand),
        overBy: excess,
      }
    })
  return { items }
}

/**
 * Makes the pool what the purchases of today make it, in the provider's time zone: when one has been recorded, corrected or
 * removed, and when a day begins. Two who do it at once come one after the other.
 * @throws license_limit_below_use (409) for less than is set aside and used, without confirmation
 * @throws license_enforcement_ends (409) for a type of which nothing has begun any more, while something is set aside or
 * used, without confirmation
 */
export async function renewPool(context: Context, isConfirmed: boolean): Promise<number> {
  const { tx, actor } = context
  await takeLock(tx, lockSpaces.licensePools, actor.scope.providerId)
  const [types, owned, counters] = await Promise.all([
    findTypes(tx),
    sumOwned(tx, await todayOf(context)),
    findCounters(tx, actor.scope.providerId),
  ])
  const byType = new Map(counters.map(({ type, limit_count }) => [type, limit_count]))
  const limits = types
    .map(({ code, is_on }) => ({ type: code, limit: is_on ? (owned.get(code) ?? null) : null, overage: 0 }))
    .filter(({ type, limit }) => limit !== (byType.get(type) ?? null))
  const changed = await setLimits(context, actor.scope.providerId, limits, { reason: 'pool.changed', isConfirmed })
  const ended = types.filter(({ code }) => limits.some(({ type, limit }) => type === code && limit === null))
  if (!isConfirmed) await refuseEnds(context, ended)
  return changed
}

/** After the counters have been written: nobody takes any until the transaction ends. */
async function refuseEnds({ tx, actor }: Context, types: readonly TypeRow[]): Promise<void> {
  if (types.length === 0) return
  const [counters, firstDays] = await Promise.all([findCounters(tx, actor.scope.providerId), findFirstDays(tx)])
  for (const { code, name } of types) {
    const used = counters.find(({ type }) => type === code)?.demand ?? 0
    if (used === 0) continue
    const enforcedFrom = firstDays.get(code) ?? null
    const until = enforcedFrom === null ? '' : `, until the next purchase begins on ${enforcedFrom}`
    throw new AppError('license_enforcement_ends', {
      detail: `${name}: ${englishCount(used)} in use or set aside, and nothing of that type is refused from then on${until}`,
      params: { type: code, name, used, enforcedFrom },
    })
  }
}

/** The day that it is where the provider is, as YYYY-MM-DD. */
export async function todayOf(context: Context): Promise<string> {
  return (await dayOf(context)).today
}

/** The same with the time zone that makes it so, and the currency that is in force there. */
export async function dayOf({ tx, actor, clock }: Context): Promise<Record<'today' | 'timeZone' | 'currency', string>> {
  const { timeZone, currency } = await resolveSettings(tx, actor.scope.providerId)
  return { today: dayIn(timeZone.value, clock.now()), timeZone: timeZone.value, currency: currency.value }
}
