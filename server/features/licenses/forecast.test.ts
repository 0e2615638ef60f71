import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysUntilOut, forecast, type PoolAhead } from './forecast.ts'

const line = (days: number, from: number, perDay: number) =>
  Array.from({ length: days }, (_, day) => from + day * perDay)
const free = (count: number): PoolAhead => ({ taken: 0, owned: [{ day: 0, count }] })

/** What {@link daysUntilOut} says, told by looking at one day after the other. */
function walk({ taken, owned }: PoolAhead, perDay: number): number | null {
  for (let day = 0; day <= 3_650; day++) {
    const begun = owned.filter((each) => each.day <= day).at(-1)
    if (begun && Math.max(0, taken + perDay * day) >= begun.count) return day
  }
  return null
}

describe('the day on which a pool runs out (EC4)', () => {
  it('of even growth is that of the line, without a range', () => {
    const even = { perDay: 2, perDayLeast: 2, perDayMost: 2, days: 50, earliestDays: 50, latestDays: 50 }
    expect(forecast(line(90, 10, 2), free(100))).toEqual(even)
  })

  it('is nothing that fewer than 14 days tell', () => {
    expect(forecast(line(13, 0, 1), free(10))).toBeNull()
    expect(forecast(line(14, 0, 1), free(10))?.days).toBe(10)
  })

  it('never comes without growth', () => {
    expect(forecast(line(30, 50, 0), free(10))).toMatchObject({ days: null, earliestDays: null, latestDays: null })
    expect(forecast(line(30, 50, -1), free(10))).toMatchObject({ days: null })
  })

  it('is today where nothing is left', () => {
    expect(forecast(line(30, 0, 1), free(0))).toMatchObject({ days: 0, earliestDays: 0 })
  })

  it('is the day after a purchase that ends, where what is left of the pool is taken by then', () => {
    const pool = { taken: 2_958, owned: [{ day: 0, count: 3_350 }] }
    expect(daysUntilOut(pool, 10.03)).toBe(40)
    expect(daysUntilOut({ ...pool, owned: [...pool.owned, { day: 22, count: 3_100 }] }, 10.03)).toBe(22)
    // Without any growth as well.
    expect(
      daysUntilOut(
        {
          taken: 5,
          owned: [
            { day: 0, count: 9 },
            { day: 7, count: 5 },
          ],
        },
        0,
      ),
    ).toBe(7)
  })

  it('is the same where growth that is none is told as next to nothing, and no later for being rounded', () => {
    const falling = [
      { day: 0, count: 9 },
      { day: 7, count: 5 },
    ]
    expect(daysUntilOut({ taken: 5, owned: falling }, -1e-6)).toBe(7)
    expect(21 / 0.35).toBeGreaterThan(60)
    expect(daysUntilOut(free(21), 0.35)).toBe(60)
  })

  it('is none beyond ten years', () => {
    expect(daysUntilOut(free(3_650), 1)).toBe(3_650)
    expect(daysUntilOut(free(3_651), 1)).toBeNull()
  })

  it('waits for a purchase that begins before nothing is left', () => {
    const begun = { day: 0, count: 10 }
    expect(daysUntilOut({ taken: 0, owned: [begun, { day: 9, count: 30 }] }, 1)).toBe(30)
    expect(daysUntilOut({ taken: 0, owned: [begun, { day: 10, count: 30 }] }, 1)).toBe(30)
    expect(daysUntilOut({ taken: 0, owned: [begun, { day: 11, count: 30 }] }, 1)).toBe(10)
  })

  it('is the one that a walk day by day finds, however purchases begin and end', () => {
    const step = fc.record({ day: fc.integer({ min: -5, max: 400 }), count: fc.integer({ min: 0, max: 2_000 }) })
    const owned = fc
      .uniqueArray(step, { maxLength: 8, selector: ({ day }) => day })
      .map((steps) => steps.sort((one, other) => one.day - other.day))
    // Eighths add up without being rounded.
    const growth = fc.integer({ min: -80, max: 80 }).map((eighths) => eighths / 8)
    fc.assert(
      fc.property(owned, fc.integer({ min: 0, max: 2_000 }), growth, (steps, taken, perDay) => {
        expect(daysUntilOut({ taken, owned: steps }, perDay)).toBe(walk({ taken, owned: steps }, perDay))
      }),
      { numRuns: 300 },
    )
  })

  it('lies in its range, whatever the days were', () => {
    const days = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 14, maxLength: 90 })
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 10_000 }), (used, count) => {
        const found = forecast(used, free(count))
        const [soon, told, late] = [found?.earliestDays, found?.days, found?.latestDays].map((each) => each ?? Infinity)
        expect(soon).toBeLessThanOrEqual(told as number)
        expect(told).toBeLessThanOrEqual(late as number)
      }),
    )
  })

  it('has a wider range the more uneven the growth is', () => {
    const uneven = line(30, 0, 2).map((each, day) => each + (day % 2 === 0 ? 10 : -10))
    const found = forecast(uneven, free(100))
    expect(found?.earliestDays).toBeLessThan(found?.days ?? 0)
    expect(found?.latestDays ?? Infinity).toBeGreaterThan(found?.days ?? 0)
    expect(found?.perDayLeast).toBeLessThan(found?.perDay ?? 0)
    expect(found?.perDayMost).toBeGreaterThan(found?.perDay ?? 0)
  })
})
