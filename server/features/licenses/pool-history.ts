import type { PoolHistory } from '@tenantry/contract/license-history.ts'
import { fewestDays, historyDays } from '@tenantry/contract/license-history.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Forecast, forecast } from './forecast.ts'
import { findFirstEntry, findOpenings, sumChanges } from './ledger.queries.ts'
import { findOwnedSteps } from './owned-steps.queries.ts'
import { dayOf, getPool } from './pool.ts'

const dayMs = 86_400_000

/**
 * Tells how much of each type was used at the end of each of the last days, as the ledger has it, and when the pool runs
 * out if that goes on and the purchases begin and end as they are recorded.
 */
export async function getPoolHistory(context: CallContext): Promise<{ items: PoolHistory[] }> {
  const { tx } = context
  const { today, timeZone } = await dayOf(context)
  const window = { timeZone, since: dayBefore(today, historyDays - 1) }
  const [{ items }, changes, openings, first, steps] = await Promise.all([
    getPool(context),
    sumChanges(tx, window),
    findOpenings(tx, window),
    findFirstEntry(tx, timeZone),
    findOwnedSteps(tx),
  ])
  const daysSince = (day: string | null) => (day === null ? 0 : Math.min(historyDays, daysBetween(day, today) + 1))
  return {
    items: items.map(({ type, name, used, allocated, aboveLimits, usedUnallocated }) => {
      // Before a type was counted, nothing is known of it.
      const known = daysSince(openings.get(type) ?? first)
      const points = pointsOf(today, used, known, changes.get(type) ?? new Map())
      const taken = allocated + aboveLimits + usedUnallocated
      const owned = since(points[0]?.day ?? today, steps.get(type) ?? [])
      const ahead = owned.map(({ day, count }) => ({ day: daysBetween(today, day), count }))
      const byDay = points.map((point) => point.used)
      const found = owned.length === 0 ? null : forecast(byDay, { taken, owned: ahead })
      return {
        type,
        name,
        points,
        taken,
        owned,
        hasEnoughDays: points.length >= fewestDays,
        forecast: found && forecastView(today, found),
      }
    }),
  }
}

/** The steps from a day on, with the one that it begins with. */
function since(day: string, steps: PoolHistory['owned']): PoolHistory['owned'] {
  const first = steps.findLastIndex((step) => step.day <= day)
  return steps.slice(Math.max(0, first))
}

function forecastView(today: string, found: Forecast): NonNullable<PoolHistory['forecast']> {
  return {
    perDay: hundredths(found.perDay),
    perDayLeast: hundredths(found.perDayLeast),
    perDayMost: hundredths(found.perDayMost),
    runsOutOn: dateAfter(today, found.days),
    earliest: dateAfter(today, found.earliestDays),
    latest: dateAfter(today, found.latestDays),
  }
}

const hundredths = (value: number) => Math.round(value * 100) / 100

/** From what is used today, day by day back by what came and went. */
function pointsOf(
  today: string,
  used: number,
  days: number,
  changes: ReadonlyMap<string, number>,
): PoolHistory['points'] {
  const points: PoolHistory['points'] = []
  for (let [back, left] = [0, used]; back < days; back++) {
    const day = dayBefore(today, back)
    points.unshift({ day, used: left })
    left -= changes.get(day) ?? 0
  }
  return points
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * dayMs).toISOString().slice(0, 10)
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

function dateAfter(today: string, days: number | null): string | null {
  return days === null ? null : dayBefore(today, -days)
}
