import { fewestDays, type PoolHistory } from '@tenantry/contract/license-history.ts'
import { formatDate, formatNumber } from '../../../platform/format.ts'
import { texts } from './history.texts.ts'

const words = texts.forecast

/** What the use of the last days says about the days to come, in one or two sentences. */
export function forecastText(history: PoolHistory, free: number | null): string {
  const { points, hasEnoughDays, forecast } = history
  if (!hasEnoughDays) return words.tooFew(daysText(points.length), formatNumber(fewestDays))
  if (free === null || forecast === null) return words.notEnforced
  if (free === 0) return words.now
  const perDay = formatNumber(forecast.perDay)
  if (forecast.runsOutOn === null) return forecast.perDay > 0 ? words.far(perDay) : words.flat
  return [words.runsOut(formatDate(forecast.runsOutOn), perDay), rangeText(forecast)].join(' ')
}

function rangeText({ earliest, latest }: NonNullable<PoolHistory['forecast']>): string {
  if (earliest === null) return ''
  return latest === null ? words.from(formatDate(earliest)) : words.between(formatDate(earliest), formatDate(latest))
}

/** '12 days'. */
export function daysText(count: number): string {
  return count === 1 ? texts.oneDay : texts.days(formatNumber(count))
}
