/** Where the parts of a plot of use over time lie. */
import type { PoolHistory } from '@tenantry/contract/license-history.ts'

const dayMs = 86_400_000

/** The size of the drawing in its own units, and what its axes take of it. */
export interface Frame {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
}

/** A plot made ready for drawing: places in units of the frame. */
export interface Plot {
  x: (day: number) => number
  y: (count: number) => number
  /** Of the use of each day. */
  line: string
  area: string
  /** From today on, if it goes on like this; empty where nothing is forecast. */
  trend: string
  /** Between the fastest and the slowest growth. */
  range: string
  yTicks: number[]
  /** Days from the first one on. */
  xTicks: number[]
  /** How many days are shown, those to come included. */
  days: number
}

/** The most days to come that are shown. */
const mostAhead = 90

/** Days from one to another; both as YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

/** The day so many days after one, as YYYY-MM-DD. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}

/**
 * Lays out the use of one type.
 * @param owned where the pool ends; null where nothing is enforced
 */
export function plotOf({ points, forecast }: PoolHistory, owned: number | null, frame: Frame): Plot {
  const today = points.length - 1
  const used = points.map((point) => point.used)
  const now = used.at(-1) ?? 0
  const untilOf = (day: string | null | undefined) => (day ? daysBetween(points.at(-1)?.day ?? day, day) : null)
  const ends = {
    trend: untilOf(forecast?.runsOutOn),
    first: untilOf(forecast?.earliest),
    last: untilOf(forecast?.latest),
  }
  const ahead = ends.trend === null ? 0 : Math.min(mostAhead, Math.max(14, Math.ceil(ends.trend * 1.15)))
  const days = today + ahead
  const top = topOf(points, owned)
  const x = (day: number) => frame.left + (day / Math.max(1, days)) * (frame.width - frame.left - frame.right)
  const y = (count: number) => frame.height - frame.bottom - (count / top) * (frame.height - frame.top - frame.bottom)
  const at = (day: number, count: number) => `${round(x(day))},${round(y(count))}`
  const line = used.map((count, day) => at(day, count)).join(' ')
  // Straight from today to where nothing is left, cut where the plot ends.
  const towards = (end: number | null) => {
    if (end === null || owned === null) return at(today + ahead, now)
    const share = end <= ahead ? 1 : ahead / end
    return at(today + end * share, now + (owned - now) * share)
  }
  const hasTrend = ahead > 0 && owned !== null && owned > now
  return {
    x,
    y,
    line,
    area: `${at(0, 0)} ${line} ${at(today, 0)}`,
    trend: hasTrend ? `${at(today, now)} ${towards(ends.trend)}` : '',
    range:
      hasTrend && ends.first !== null
        ? `${at(today, now)} ${towards(ends.first)} ${corner(ends, ahead, owned, today, at)} ${towards(ends.last)}`
        : '',
    yTicks: [0, top / 2, top].filter((tick) => Number.isInteger(tick)),
    xTicks: ticksOf(days),
    days,
  }
}

/** The highest number that the plot has room for. */
export function topOf(points: PoolHistory['points'], owned: number | null): number {
  return niceTop(Math.max(1, owned ?? 0, ...points.map(({ used }) => used)))
}

/** Where the fastest growth has reached the end of the pool, the range goes on along it. */
function corner(
  { first, last }: { first: number | null; last: number | null },
  ahead: number,
  owned: number,
  today: number,
  at: (day: number, count: number) => string,
): string {
  if (first === null || first >= ahead) return ''
  return last !== null && last <= ahead ? '' : at(today + ahead, owned)
}

/** The next of 1, 2, 5, 10, 20, 50 … at or above a count, with room above it. */
export function niceTop(most: number): number {
  const size = 10 ** Math.floor(Math.log10(most))
  const step = [1, 2, 4, 5, 6, 8, 10].find((each) => each * size >= most) ?? 10
  return Math.max(2, step * size)
}

function ticksOf(days: number): number[] {
  // One day alone has no other to lead to.
  if (days === 0) return [0]
  const count = Math.min(4, days)
  return Array.from({ length: count + 1 }, (_, index) => Math.round((index * days) / count))
}

const round = (value: number) => Math.round(value * 10) / 10
