import { listCountries } from '@tenantry/contract/fields/countries.ts'
import { describe, expect, it } from 'vitest'
import { addressExamples, addressWords, isStateNeeded } from './address-words.ts'

describe('the words of an address', () => {
  it.each([
    ['US', 'State', 'ZIP code'],
    ['IN', 'State', 'PIN code'],
    ['GB', 'County', 'Postcode'],
    ['CA', 'Province', 'Postal code'],
    ['', 'State or province', 'Postal code'],
  ])('are those of %s: %s, %s', (country, state, postalCode) => {
    expect(addressWords(country)).toMatchObject({ state, postalCode })
  })

  it('name no two parts alike, in any country', () => {
    for (const { code } of [{ code: '' }, ...listCountries()]) {
      const { district, region, ...postal } = addressWords(code)
      const wordsOf = (labels: string[]) => labels.flatMap((label) => label.toLowerCase().split(' or '))
      const own = new Set(wordsOf(Object.values(postal)))
      expect(
        wordsOf([district, region]).filter((word) => own.has(word)),
        code,
      ).toEqual([])
    }
  })

  it('have American examples in the United States alone', () => {
    expect(addressExamples('US')).toHaveProperty('city', 'New York')
    expect(addressExamples('DE')).toEqual({})
  })

  it('mark the state as needed once another field is filled', () => {
    expect(isStateNeeded({ country: 'US' })).toBe(false)
    expect(isStateNeeded({ country: 'US', city: 'New York' })).toBe(true)
    expect(isStateNeeded({ country: 'DE', city: 'Berlin' })).toBe(false)
  })
})
