import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecast } from './forecast.ts'

const line = (days: number, from: number, perDay: number) =>
  Array.from({ length: days }, (_, day) => from + day * perDay)

describe('the day on which a pool runs out', () => {
  it('of even growth is that of the line, without a range', () => {
    expect(forecast(line(90, 10, 2), 100)).toEqual({ perDay: 2, days: 50, earliestDays: 50, latestDays: 50 })
  })

  it('is nothing that fewer than 14 days tell', () => {
    expect(forecast(line(13, 0, 1), 10)).toBeNull()
    expect(forecast(line(14, 0, 1), 10)?.days).toBeCloseTo(10)
  })

  it('never comes without growth', () => {
    expect(forecast(line(30, 50, 0), 10)).toMatchObject({ days: null, earliestDays: null, latestDays: null })
    expect(forecast(line(30, 50, -1), 10)).toMatchObject({ days: null })
  })

  it('is today where nothing is left', () => {
    expect(forecast(line(30, 0, 1), 0)).toMatchObject({ days: 0, earliestDays: 0 })
  })

  it('lies in its range, whatever the days were', () => {
    const days = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 14, maxLength: 90 })
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 10_000 }), (used, free) => {
        const found = forecast(used, free)
        const [soon, told, late] = [found?.earliestDays, found?.days, found?.latestDays].map((each) => each ?? Infinity)
        expect(soon).toBeLessThanOrEqual(told as number)
        expect(told).toBeLessThanOrEqual(late as number)
      }),
    )
  })

  it('has a wider range the more uneven the growth is', () => {
    const uneven = line(30, 0, 2).map((each, day) => each + (day % 2 === 0 ? 10 : -10))
    const found = forecast(uneven, 100)
    expect(found?.earliestDays).toBeLessThan(found?.days ?? 0)
    expect(found?.latestDays ?? Infinity).toBeGreaterThan(found?.days ?? 0)
  })
})
