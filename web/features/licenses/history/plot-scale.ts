/** Where the parts of a plot of use over time lie. */
import type { PoolHistory } from '@tenantry/contract/license-history.ts'
import { daysBetween } from './days.ts'
import { type OwnedStep, ownedSteps } from './owned-steps.ts'

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
  /** What is taken from today on, if it goes on like this, until nothing is left; empty where nothing is forecast. */
  trend: string
  /** Between the fastest and the slowest growth. */
  range: string
  /** What is owned, with a step wherever a purchase begins or ends; empty where nothing is enforced. */
  owned: string
  steps: OwnedStep[]
  yTicks: number[]
  /** Days from the first one on. */
  xTicks: number[]
  /** How many days are shown, those to come included. */
  days: number
}

/** The most and the fewest days to come that are shown, where any are. */
const [mostAhead, fewestAhead] = [90, 14]

/** Lays out the use of one type. */
export function plotOf(history: PoolHistory, frame: Frame): Plot {
  const { points, taken, forecast } = history
  const today = points.length - 1
  const used = points.map((point) => point.used)
  const ahead = aheadOf(history)
  const days = today + ahead
  const { most, end, growth } = leadOf(history, ahead)
  const top = niceTop(most)
  const x = (day: number) => frame.left + (day / Math.max(1, days)) * (frame.width - frame.left - frame.right)
  const y = (count: number) => frame.height - frame.bottom - (count / top) * (frame.height - frame.top - frame.bottom)
  const at = (day: number, count: number) => `${round(x(day))},${round(y(count))}`
  const line = used.map((count, day) => at(day, count)).join(' ')
  const towards = (perDay: number) => at(today + end, growth(perDay))
  const from = at(today, taken)
  const steps = ownedSteps(history, days)
  return {
    x,
    y,
    line,
    area: `${at(0, 0)} ${line} ${at(today, 0)}`,
    // What is set aside and not used is taken as well: the line first goes up by it.
    trend: forecast && end > 0 ? [at(today, used.at(-1) ?? 0), from, towards(forecast.perDay)].join(' ') : '',
    range: forecast && end > 0 ? [from, towards(forecast.perDayMost), towards(forecast.perDayLeast)].join(' ') : '',
    owned: steps.flatMap(({ from, until, count }) => [at(from, count), at(until, count)]).join(' '),
    steps,
    yTicks: [0, top / 2, top].filter((tick) => Number.isInteger(tick)),
    xTicks: ticksOf(days),
    days,
  }
}

/** The highest number that the plot has room for. */
export function topOf(history: PoolHistory): number {
  return niceTop(leadOf(history, aheadOf(history)).most)
}

/** How many days to come are shown: until nothing is left and somewhat beyond, and what purchases change meanwhile. */
function aheadOf({ points, owned, forecast }: PoolHistory): number {
  const today = points.at(-1)?.day
  if (!forecast || today === undefined) return 0
  const out = forecast.runsOutOn === null ? null : daysBetween(today, forecast.runsOutOn)
  if (out === 0) return 0
  const change = owned.map(({ day }) => daysBetween(today, day)).find((day) => day > 0 && day < mostAhead)
  const until = Math.max(out ?? 0, change ?? 0)
  return until === 0 ? 0 : Math.min(mostAhead, Math.max(fewestAhead, Math.ceil(until * 1.6)))
}

/** Where what is taken leads, for how many days that is drawn, and the most that there is to be drawn. */
function leadOf(history: PoolHistory, ahead: number) {
  const { points, taken, forecast } = history
  const today = points.at(-1)?.day ?? ''
  const out = forecast?.runsOutOn ? daysBetween(today, forecast.runsOutOn) : ahead
  const end = Math.min(ahead, out)
  const growth = (perDay: number) => Math.max(0, taken + perDay * end)
  const owned = ownedSteps(history, points.length - 1 + ahead).map(({ count }) => count)
  const led = forecast && end > 0 ? growth(forecast.perDayMost) : 0
  return { end, growth, most: Math.max(1, led, ...owned, ...points.map(({ used }) => used)) }
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
