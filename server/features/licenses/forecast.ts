/** When a pool runs out, told from how its use has grown and from the purchases that are known. */
import { fewestDays } from '@tenantry/contract/license-history.ts'

/** What a line through the use of days tells. */
export interface Forecast {
  /** Growth by day. */
  perDay: number
  /** The slowest and the fastest growth that 19 of 20 times hold the real one. */
  perDayLeast: number
  perDayMost: number
  /** Days from the last one until nothing is left; null for none in ten years. */
  days: number | null
  /** The same for the fastest and the slowest growth. */
  earliestDays: number | null
  latestDays: number | null
}

/** A pool from today on. */
export interface PoolAhead {
  /** What is in use or set aside today. */
  taken: number
  /** What is owned from each day on, in days from today and in their order; before the first of them nothing is enforced. */
  owned: readonly { day: number; count: number }[]
}

/**
 * The ordinary least squares line through the use of consecutive days, the last one today, and when it has taken what is
 * owned. Its range is that of the slope, 1.96 standard errors to both sides.
 * @param used by day, oldest first
 * @returns null for fewer days than {@link fewestDays}
 */
export function forecast(used: readonly number[], pool: PoolAhead): Forecast | null {
  const n = used.length
  if (n < fewestDays) return null
  const [meanX, meanY] = [(n - 1) / 2, used.reduce((sum, each) => sum + each, 0) / n]
  let [sxx, sxy] = [0, 0]
  for (const [x, y] of used.entries()) {
    sxx += (x - meanX) ** 2
    sxy += (x - meanX) * (y - meanY)
  }
  const slope = sxy / sxx
  const residual = used.reduce((sum, y, x) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0)
  const margin = 1.96 * Math.sqrt(residual / (n - 2) / sxx)
  const [least, most] = [slope - margin, slope + margin]
  return {
    perDay: slope,
    perDayLeast: least,
    perDayMost: most,
    days: daysUntilOut(pool, slope),
    earliestDays: daysUntilOut(pool, most),
    latestDays: daysUntilOut(pool, least),
  }
}

/**
 * The first day from today on at whose end all that is owned then is taken, by growth alone or because a purchase has
 * ended; null for none in ten years. Goes from one start or end of a purchase to the next, not day by day.
 */
export function daysUntilOut({ taken, owned }: PoolAhead, perDay: number): number | null {
  for (const [index, { day, count }] of owned.entries()) {
    const from = Math.max(0, day)
    const until = Math.min(owned[index + 1]?.day ?? Infinity, mostDays + 1)
    const reached = firstReached({ taken, perDay, from, count })
    if (reached < until) return reached
  }
  return null
}

/** A day in ten years is none that anybody plans by. */
const mostDays = 3_650

/** Slower growth than one license in a century is none. */
const tiny = 1 / 36_525

/** What a quotient may be above a whole day by being rounded. */
const rounding = 1e-9

function firstReached(line: { taken: number; perDay: number; from: number; count: number }): number {
  const { taken, perDay, from, count } = line
  const growth = Math.abs(perDay) > tiny ? perDay : 0
  if (Math.max(0, taken + growth * from) >= count) return from
  return growth > 0 ? Math.max(from, Math.ceil((count - taken) / perDay - rounding)) : Infinity
}
