import { fewestDays, type PoolHistory } from '@tenantry/contract/license-history.ts'
import { formatDate, formatNumber } from '../../../platform/format.ts'
import { dayAfter } from './days.ts'
import { texts } from './history.texts.ts'
import { ownedOn } from './owned-steps.ts'

const words = texts.forecast

/** What the use of the last days says about the days to come, in one to three sentences. */
export function forecastText(history: PoolHistory): string {
  const { points, taken, hasEnoughDays, forecast } = history
  if (!hasEnoughDays) return words.tooFew(daysText(points.length), formatNumber(fewestDays))
  if (forecast === null) return words.notEnforced
  const owned = ownedOn(history, points.at(-1)?.day ?? '')
  if (owned !== null && taken >= owned) return words.now
  return [takenText(history, owned), endText(history, forecast), rangeText(forecast)].join(' ').trim()
}

/** What is not free any more, where that is more than what is in use. */
function takenText({ points, taken }: PoolHistory, owned: number | null): string {
  const used = points.at(-1)?.used ?? 0
  if (taken <= used || owned === null) return ''
  return words.taken(formatNumber(taken), formatNumber(owned), formatNumber(used), formatNumber(taken - used))
}

function endText(history: PoolHistory, { perDay, runsOutOn }: NonNullable<PoolHistory['forecast']>): string {
  const growth = growthText(perDay)
  if (runsOutOn === null) return perDay > 0 ? words.far(growth) : words.flat
  const [before, then] = [ownedOn(history, dayAfter(runsOutOn, -1)), ownedOn(history, runsOutOn)]
  const day = formatDate(runsOutOn)
  // A purchase that ends on a day does not end around it.
  if (before !== null && then !== null && then < before)
    return perDay > 0 ? words.falls(day, formatNumber(then), growth) : words.fallsFlat(day, formatNumber(then))
  return words.runsOut(day, growth)
}

/** Growth by the shortest time in which there is one, so that a slow one does not read as none. */
function growthText(perDay: number): string {
  const rounded = (count: number) => Math.round(count * 10) / 10
  const [month, year] = [rounded(perDay * 30), rounded(perDay * 365)]
  if (perDay >= 1) return words.growth.day(formatNumber(rounded(perDay)))
  if (month >= 1) return words.growth.month(formatNumber(month))
  return year > 0 ? words.growth.year(formatNumber(year)) : words.growth.less
}

function rangeText({ runsOutOn, earliest, latest }: NonNullable<PoolHistory['forecast']>): string {
  if (runsOutOn === null || earliest === null) return ''
  if (latest === null) return words.from(formatDate(earliest))
  return earliest === latest ? '' : words.between(formatDate(earliest), formatDate(latest))
}

/** '12 days'. */
export function daysText(count: number): string {
  return count === 1 ? texts.oneDay : texts.days(formatNumber(count))
}
