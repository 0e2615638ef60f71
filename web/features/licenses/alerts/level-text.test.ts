import { expect, test } from 'vitest'
import { formatNumber } from '../../../platform/format.ts'
import { levelText } from './level-text.ts'

test('all numbers of a level are grouped, percent included', () => {
  expect(levelText({ percent: 10_180, used: 50_900, limit: 500 })).toBe(
    `${formatNumber(10_180)} % · ${formatNumber(50_900)} of 500`,
  )
  expect(levelText({ percent: 10_180, used: 509, limit: 5 })).not.toContain('10180')
})
