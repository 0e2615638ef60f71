import type { PoolHistory } from '@tenantry/contract/license-history.ts'
import { describe, expect, it } from 'vitest'
import { forecastText } from './forecast-words.ts'
import { niceTop, plotOf } from './plot-scale.ts'

const frame = { width: 100, height: 100, left: 0, right: 0, top: 0, bottom: 0 }
const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)
const history = (used: number[], more: Partial<PoolHistory> = {}): PoolHistory => ({
  type: 'users',
  name: 'Users',
  points: used.map((each, index) => ({ day: day(index), used: each })),
  taken: used.at(-1) ?? 0,
  owned: [],
  hasEnoughDays: used.length >= 14,
  forecast: null,
  ...more,
})
const growing = (out: number) => ({
  perDay: 1,
  perDayLeast: 0.5,
  perDayMost: 1.5,
  runsOutOn: day(out),
  earliest: day(out - 4),
  latest: day(out + 6),
})
const twenty = Array.from({ length: 21 }, (_, index) => index)

/** Places of a drawing as days and counts, in a frame where a count is a hundredth of the top. */
const placesOf = (points: string, days: number, top: number) =>
  points.split(' ').map((place) => {
    const [x = 0, y = 0] = place.split(',').map(Number)
    return [Math.round((x * days) / 100), Math.round(((100 - y) * top) / 100)]
  })

describe('a plot of use over time (EC4)', () => {
  it('begins with the first day and ends with today where nothing is forecast', () => {
    const plot = plotOf(history([0, 5, 10]), frame)
    expect(plot.line).toBe('0,100 50,50 100,0')
    expect(plot.area).toBe('0,100 0,100 50,50 100,0 100,100')
    expect([plot.trend, plot.range, plot.owned, plot.days]).toEqual(['', '', '', 2])
  })

  it('goes on by the growth that is told, from what is in use and set aside to where nothing is left', () => {
    const owned = [{ day: day(0), count: 40 }]
    const plot = plotOf(history(twenty, { taken: 30, owned, forecast: growing(30) }), frame)
    expect(plot.days).toBe(36)
    expect(placesOf(plot.trend, 36, 50)).toEqual([
      [20, 20],
      [20, 30],
      [30, 40],
    ])
    expect(placesOf(plot.range, 36, 50)).toEqual([
      [20, 30],
      [30, 45],
      [30, 35],
    ])
  })

  it('shows what is owned with a step wherever a purchase begins or ends', () => {
    const owned = [
      { day: '2025-01-01', count: 30 },
      { day: day(10), count: 40 },
      { day: day(35), count: 25 },
    ]
    const shown = history(twenty, { owned, forecast: growing(35) })
    const plot = plotOf(shown, frame)
    expect(placesOf(plot.owned, plot.days, 50)).toEqual([
      [0, 30],
      [10, 30],
      [10, 40],
      [35, 40],
      [35, 25],
      [44, 25],
    ])
    expect(forecastText(shown)).toBe(
      'It grows by 1 a day, and runs out on Feb 5, 2026, when what is owned falls to 25. Likely between Feb 1, 2026 and Feb 11, 2026.',
    )
  })

  it('says what is taken where more than what is in use is', () => {
    const shown = history(twenty, { taken: 30, owned: [{ day: day(0), count: 40 }], forecast: growing(30) })
    expect(forecastText(shown)).toMatch(
      /^30 of 40 are taken: 20 in use, 10 more set aside. It grows by .*, and runs out around Jan 31, 2026/,
    )
    expect(forecastText({ ...shown, taken: 40 })).toBe('Nothing is left today.')
    expect(forecastText({ ...shown, taken: 20 })).toMatch(/^It grows by .* runs out around/)
  })

  it('says what else use leads to', () => {
    const owned = [
      { day: day(0), count: 40 },
      { day: day(30), count: 20 },
    ]
    const said = (forecast: Partial<ReturnType<typeof growing>> | Record<string, null | number>) =>
      forecastText(history(twenty, { owned, forecast: { ...growing(30), ...forecast } as PoolHistory['forecast'] }))
    const still = { earliest: day(30), latest: day(30) }
    // A slow growth is told by a time in which there is one.
    const growth = [2.345, 0.5, 0.02, 0.004, 0.0001].map(
      (perDay) => /grows by (.*), and/.exec(said({ ...still, perDay }))?.[1],
    )
    expect(growth).toEqual(['2.3 a day', '15 a month', '7.3 a year', '1.5 a year', 'less than 0.1 a year'])
    expect(said({ ...still, perDay: 0 })).toBe(
      'It does not grow, and runs out on Jan 31, 2026, when what is owned falls to 20.',
    )
    expect(said(still)).toMatch(/^It grows by 1 a day, and runs out on Jan 31, 2026, when/)
    expect(said({ latest: null })).toMatch(/Likely not before Jan 27, 2026, and perhaps never.$/)
    const never = { runsOutOn: null, earliest: null, latest: null }
    expect(said(never)).toBe('It grows by 1 a day, and lasts for more than ten years.')
    expect(said({ ...never, perDay: -1 })).toBe('It does not grow. If it goes on like this, it does not run out.')
    expect(forecastText(history(twenty))).toMatch(/^None was ever bought/)
    expect(forecastText(history([1, 2]))).toMatch(/needs 14 days of data.* So far: 2 days.$/)
  })

  it('shows what purchases change though it never runs out, and no more than 90 days to come', () => {
    const never = { ...growing(30), runsOutOn: null, earliest: null, latest: null }
    const owned = (change: number) => [
      { day: day(0), count: 40 },
      { day: day(20 + change), count: 90 },
    ]
    const ahead = (change: number) =>
      plotOf(history(twenty, { owned: owned(change), forecast: never }), frame).days - 20
    expect([ahead(5), ahead(30), ahead(89), ahead(90)]).toEqual([14, 48, 90, 0])
  })

  it('of one day, of nothing, and of a pool that is used up can be drawn', () => {
    const alone = plotOf(history([0], { owned: [{ day: day(0), count: 0 }] }), frame)
    expect([alone.line, alone.xTicks, alone.days]).toEqual(['0,100', [0], 0])
    const full = { owned: [{ day: day(0), count: 20 }], forecast: { ...growing(20), earliest: day(20) } }
    expect(plotOf(history(twenty, full), frame).trend).toBe('')
    for (const [most, top] of [
      [1, 2],
      [7, 8],
      [100, 100],
      [101, 200],
      [450, 500],
    ] as const)
      expect(niceTop(most)).toBe(top)
  })
})
