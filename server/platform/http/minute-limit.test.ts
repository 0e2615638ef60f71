import { expect, it } from 'vitest'
import type { Clock } from '../clock/clock.ts'
import { MinuteLimit } from './minute-limit.ts'

function limitOf(perMinute: number) {
  let now = Date.parse('2026-11-28T08:00:00Z')
  const clock: Clock = { now: () => new Date(now) }
  return { limit: new MinuteLimit(perMinute, clock), pass: (ms: number) => (now += ms) }
}

it('takes as many as may be within a minute, says when to go on, and begins anew', () => {
  const { limit, pass } = limitOf(2)
  limit.take('a')
  pass(20_500)
  limit.take('a')
  expect(() => limit.take('a')).toThrow(expect.objectContaining({ details: { params: { retryAfterSeconds: 40 } } }))
  limit.take('b')
  pass(39_500)
  limit.take('a')
  limit.take('a')
  expect(() => limit.take('a')).toThrow()
})

it('forgets the oldest of too many, and limits nothing by 0', () => {
  const { limit } = limitOf(1)
  for (let key = 0; key <= 10_000; key++) limit.take(`${key}`)
  expect(() => limit.take('10000')).toThrow()
  limit.take('0')
  const { limit: none } = limitOf(0)
  for (let use = 0; use < 10; use++) none.take('a')
})
