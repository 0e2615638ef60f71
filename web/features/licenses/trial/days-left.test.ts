import { describe, expect, it } from 'vitest'
import { daysLeft, laterDay } from './days-left.ts'

const now = new Date(2026, 2, 1, 23, 30)

describe('the days of a trial (RI6)', () => {
  it('are counted to its last one, which is 0 on that day and below 0 afterwards', () => {
    expect([daysLeft('2026-03-02', now), daysLeft('2026-03-01', now), daysLeft('2026-02-27', now)]).toEqual([1, 0, -2])
  })

  it('are 30 more than it has, or from today on where it has ended', () => {
    expect([laterDay('2026-03-11', now), laterDay('2026-01-01', now), laterDay('', now)]).toEqual([
      '2026-04-10',
      '2026-03-31',
      '2026-03-31',
    ])
  })
})
