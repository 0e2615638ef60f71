import type { PoolHistory } from '@tenantry/contract/license-history.ts'
import { fewestDays, historyDays } from '@tenantry/contract/license-history.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { forecast } from './forecast.ts'
import { findFirstEntry, sumChanges } from './ledger.queries.ts'
import { dayOf, getPool } from './pool.ts'

const dayMs = 86_400_000

/**
 * Tells how much of each type was used at the end of each of the last days, as the ledger has it, and when the pool runs
 * out if that goes on.
 */
export async function getPoolHistory(context: CallContext): Promise<{ items: PoolHistory[] }> {
  const { tx } = context
  const { today, timeZone } = await dayOf(context)
  const [{ items }, changes, first] = await Promise.all([
    getPool(context),
    sumChanges(tx, { timeZone, since: dayBefore(today, historyDays - 1) }),
    findFirstEntry(tx, timeZone),
  ])
  return {
    items: items.map(({ type, name, used, free }) => {
      const known = Math.min(historyDays, first === null ? 0 : daysBetween(first, today) + 1)
      const points = pointsOf(today, used, known, changes.get(type) ?? new Map())
      const found =
        free === null
          ? null
          : forecast(
              points.map((point) => point.used),
              free,
            )
      return {
        type,
        name,
        points,
        hasEnoughDays: points.length >= fewestDays,
        forecast: found && {
          perDay: Math.round(found.perDay * 100) / 100,
          runsOutOn: dateAfter(today, found.days),
          earliest: dateAfter(today, found.earliestDays),
          latest: dateAfter(today, found.latestDays),
        },
      }
    }),
  }
}

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

/** A day in ten years is none that anybody plans by. */
function dateAfter(today: string, days: number | null): string | null {
  return days === null || days > 3_650 ? null : dayBefore(today, -Math.ceil(days))
}
