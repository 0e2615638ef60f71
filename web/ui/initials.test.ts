import { describe, expect, it } from 'vitest'
import { initialsOf, logoColorCount, logoColorOf } from './initials.ts'

describe('initials', () => {
  it.each([
    ['Airtel', 'A'],
    ['Bergmann & Söhne GmbH', 'BS'],
    ['café del puerto', 'CD'],
    ['株式会社 青空', '株青'],
    ['3M Company', '3C'],
    ['🙂', ''],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })

  it('come on a color that stays with the name', () => {
    const color = logoColorOf('Airtel')
    expect(color).toBe(logoColorOf('Airtel'))
    expect(color).toBeGreaterThanOrEqual(0)
    expect(color).toBeLessThan(logoColorCount)
    expect(new Set(['Airtel', 'Aozora', 'Iris', 'Delta', 'Fjord', 'Gulf'].map(logoColorOf)).size).toBeGreaterThan(2)
  })
})
