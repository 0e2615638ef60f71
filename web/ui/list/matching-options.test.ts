import { listCountries } from '@tenantry/contract/fields/countries.ts'
import { expect, it } from 'vitest'
import { matchingOptions } from './matching-options.ts'

const countries = listCountries().map(({ code, name }) => ({ value: code, label: name }))
const found = (typed: string) => matchingOptions(countries, typed).map(({ label }) => label)

it('a country is found by its code before all that have it in their name', () => {
  expect(found('DE').slice(0, 2)).toEqual(['Germany', 'Denmark'])
  expect(found(' de ')).toContain('Sweden')
  expect(found('in')[0]).toBe('India')
})

it('words that begin with what is typed come before those that have it inside, accents or not', () => {
  expect(found('united')[0]).toMatch(/^United/)
  expect(found('ger').slice(0, 1)).toEqual(['Germany'])
  expect(found('ger')).toContain('Nigeria')
  expect(found('cote').some((label) => label.startsWith('Côte'))).toBe(true)
})

it('everything is there while nothing is typed, and nothing where nothing matches', () => {
  expect(found('')).toEqual(countries.map(({ label }) => label))
  expect(found('no such country')).toEqual([])
})
