import { expect, it } from 'vitest'
import { typedCount } from './typed-count.ts'

it.each([
  ['en', '1000', 1000],
  ['en', ' 1,000 ', 1000],
  ['en', '10,000,000', 10_000_000],
  ['en', '1 000', 1000],
  ['de', '1.000', 1000],
  ['fr', '1\u202f000', 1000],
  ['de-CH', '1’000', 1000],
])('in %s %s is a count', (language, typed, count) => {
  expect(typedCount(typed, language)).toBe(count)
})

it.each([
  ['en', '1.000'],
  ['de', '1,000'],
  ['en', '1,00'],
  ['en', '1000,000'],
  ['en', '1,000 000'],
  ['en', '12.5'],
  ['en', '-5'],
  ['en', '1e3'],
  ['en', ''],
  ['en', ','],
])('in %s “%s” is none, or may be another one', (language, typed) => {
  expect(typedCount(typed, language)).toBeNaN()
})
