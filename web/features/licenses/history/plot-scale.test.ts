import type { PoolHistory } from '@tenantry/contract/license-history.ts'
import { describe, expect, it } from 'vitest'
import { niceTop, plotOf } from './plot-scale.ts'

const frame = { width: 100, height: 100, left: 0, right: 0, top: 0, bottom: 0 }
const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)
const history = (used: number[], forecast: PoolHistory['forecast'] = null): PoolHistory => ({
  type: 'users',
  name: 'Users',
  points: used.map((each, index) => ({ day: day(index), used: each })),
  hasEnoughDays: used.length >= 14,
  forecast,
})

describe('a plot of use over time (EC4)', () => {
  it('begins with the first day and ends with today where nothing is forecast', () => {
    const plot = plotOf(history([0, 5, 10]), null, frame)
    expect(plot.line).toBe('0,100 50,50 100,0')
    expect(plot.area).toBe('0,100 0,100 50,50 100,0 100,100')
    expect([plot.trend, plot.range, plot.days]).toEqual(['', '', 2])
  })

  it('goes on to where the pool ends, within a range', () => {
    const used = Array.from({ length: 21 }, (_, index) => index)
    const forecast = { perDay: 1, runsOutOn: day(40), earliest: day(36), latest: day(46) }
    const plot = plotOf(history(used, forecast), 40, frame)
    expect(plot.days).toBe(43)
    const [, end] = plot.trend.split(' ')
    expect(end).toBe(`${Math.round((40 / 43) * 1000) / 10},0`)
    // The slowest growth has not reached it within the plot.
    expect(plot.range.split(' ')).toHaveLength(4)
  })

  it('of one day, of nothing, and of a pool that is used up can be drawn', () => {
    const alone = plotOf(history([0]), 0, frame)
    expect([alone.line, alone.xTicks, alone.days]).toEqual(['0,100', [0], 0])
    expect(plotOf(history([3, 3]), 3, frame).trend).toBe('')
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
