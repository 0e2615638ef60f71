import { describe, expect, it } from 'vitest'
import { addressWords, isStateNeeded } from './address-words.ts'

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

  it('mark the state as needed once another field is filled', () => {
    expect(isStateNeeded({ country: 'US' })).toBe(false)
    expect(isStateNeeded({ country: 'US', city: 'New York' })).toBe(true)
    expect(isStateNeeded({ country: 'DE', city: 'Berlin' })).toBe(false)
  })
})
