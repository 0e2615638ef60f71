import { describe, expect, test } from 'vitest'
import { countryOptions } from './country-options.ts'
import { otherNamesOf } from './country-words.ts'
import { findOptions } from './option-select.tsx'

const found = (typed: string) =>
  findOptions(countryOptions(), typed, otherNamesOf).map((option) => ('value' in option ? option.value : ''))

describe('the search for a country', () => {
  test.each([
    ['usa', 'US'],
    ['USA', 'US'],
    ['us', 'US'],
    ['america', 'US'],
    ['uk', 'GB'],
    ['england', 'GB'],
    ['uae', 'AE'],
    ['holland', 'NL'],
    ['deutschland', 'DE'],
    ['osterreich', 'AT'],
    ['Österreich', 'AT'],
    ['cote d', 'CI'],
    ['turkiye', 'TR'],
    ['turkey', 'TR'],
    ['germ', 'DE'],
  ])('finds by "%s" first %s', (typed, code) => {
    expect(found(typed)[0]).toBe(code)
  })

  test('finds while a further name is being typed, after names that begin so', () => {
    expect(found('holl')).toContain('NL')
    expect(found('uk').slice(0, 2)).toEqual(['GB', 'UA'])
    expect(found('nowhere at all')).toEqual([])
  })
})
