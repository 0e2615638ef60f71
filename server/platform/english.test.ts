import { expect, it } from 'vitest'
import { countOf } from './english.ts'

it('one is told as one, and many are grouped', () => {
  expect([0, 1, 2, 1000].map((count) => countOf(count, 'device'))).toEqual([
    '0 devices',
    '1 device',
    '2 devices',
    '1,000 devices',
  ])
  expect([1, 2].map((count) => countOf(count, 'class', 'classes'))).toEqual(['1 class', '2 classes'])
})
