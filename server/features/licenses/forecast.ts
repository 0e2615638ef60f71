/** When a pool runs out, told from how its use has grown. */
import { fewestDays } from '@tenantry/contract/license-history.ts'

/** What a line through the use of days tells. */
export interface Forecast {
  /** Growth by day. */
  perDay: number
  /** Days from the last one until nothing is left; null where it does not grow. */
  days: number | null
  /** The same for the fastest and the slowest growth that 19 of 20 times hold the real one; null for never. */
  earliestDays: number | null
  latestDays: number | null
}

/**
 * The ordinary least squares line through the use of consecutive days, the last one today, and when it has used up what
 * is free. Its range is that of the slope, 1.96 standard errors to both sides.
 * @param used by day, oldest first
 * @param free what is left today
 * @returns null for fewer days than {@link fewestDays}
 */
export function forecast(used: readonly number[], free: number): Forecast | null {
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
  const until = (growth: number) => (growth > tiny ? Math.max(0, free) / growth : null)
  return { perDay: slope, days: until(slope), earliestDays: until(slope + margin), latestDays: until(slope - margin) }
}

/** Slower growth than one license in a century is none. */
const tiny = 1 / 36_525
