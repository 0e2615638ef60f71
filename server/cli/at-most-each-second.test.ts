import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { atMostEachSecond } from './at-most-each-second.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('is done once for all who ask within a second, and again for who asks later', () => {
  const work = vi.fn()
  const ask = atMostEachSecond(work)
  for (let times = 0; times < 5; times++) ask()
  expect(work).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1000)
  expect(work).toHaveBeenCalledTimes(1)
  ask()
  vi.advanceTimersByTime(1000)
  expect(work).toHaveBeenCalledTimes(2)
})
