import { iso31661 } from 'iso-3166/1.js'
import { describe, expect, test } from 'vitest'
import { checkAddress } from './address.ts'
import { addressLabels, addressParts, isStateRequired } from './address-rules.ts'
import { countryCode, countryCodes, countryName, isCountry, listCountries } from './countries.ts'
import { callingCode } from './phones.ts'
import { isPostalCode, normalizePostalCode, postalCodeExample } from './postal-codes.ts'
import { sortKey } from './sort-keys.ts'
import {
  hasSubdivisions,
  isSubdivision,
  listSubdivisions,
  resolveSubdivision,
  subdivisionName,
} from './subdivisions.ts'

describe('countries', () => {
  test('are those of ISO 3166-1', () => {
    expect(countryCodes).toEqual([...iso31661.map((country) => country.alpha2), 'XK'].sort())
    expect(isCountry('XX')).toBe(false)
  })

  test('have names by language', () => {
    expect(countryName('DE')).toBe('Germany')
    expect([countryName('XK'), callingCode('XK')]).toEqual(['Kosovo', '383'])
    expect(countryName('DE', 'fr')).toBe('Allemagne')
    expect(countryName('DE', 'not a locale')).toBe('DE')
    expect(listCountries()[0]).toEqual({ code: 'AF', name: 'Afghanistan' })
    expect(listCountries().every(({ code, name }) => name !== code)).toBe(true)
  })

  test('are accepted in lower case and cleared by nothing', () => {
    expect(countryCode.parse(' us ')).toBe('US')
    expect(countryCode.parse('')).toBe(null)
    expect(countryCode.safeParse('USA').success).toBe(false)
  })
})

describe('a postal code that does not fit its country', () => {
  test('is told with one that does', () => {
    const messageOf = (country: string) => checkAddress({ country, postalCode: '?' })[0]?.message
    expect(messageOf('GB')).toBe('Postcode does not fit the country, whose codes are like SW1A 1AA')
    expect(messageOf('LT')).toBe('Postal code does not fit the country')
  })

  test('has an example that is written as there, for every country that has one', () => {
    const examples = countryCodes.flatMap((country) => {
      const example = postalCodeExample(country)
      return example === null ? [] : [[country, example] as const]
    })
    expect(examples.length).toBeGreaterThan(30)
    for (const [country, example] of examples) {
      expect(isPostalCode(example, country), country).toBe(true)
      expect(normalizePostalCode(example, country)).toBe(example)
    }
  })
})

describe('address rules', () => {
  test('never ask for a state that cannot be picked', () => {
    const impossible = countryCodes.filter((country) => isStateRequired(country) && !hasSubdivisions(country))
    expect(impossible).toEqual([])
  })

  test('tell which parts an address uses', () => {
    expect(addressParts('US')).toEqual({
      street: 'required',
      city: 'required',
      state: 'required',
      postalCode: 'required',
    })
    expect(addressParts('GB')).toEqual({
      street: 'required',
      city: 'required',
      state: 'unused',
      postalCode: 'required',
    })
    expect(addressParts('HK')).toEqual({
      street: 'required',
      city: 'optional',
      state: 'optional',
      postalCode: 'unused',
    })
    expect(addressParts('AE')).toMatchObject({ state: 'required', postalCode: 'unused' })
    expect(addressParts('PR')).toMatchObject({ state: 'unused', postalCode: 'required' })
    expect(addressParts('MC')).toMatchObject({ state: 'unused', postalCode: 'optional' })
  })

  test('name the parts as people there do', () => {
    expect(addressLabels('US')).toEqual({ city: 'City', state: 'State', postalCode: 'ZIP code' })
    expect(addressLabels('IN').postalCode).toBe('PIN code')
    expect(addressLabels('JP').state).toBe('Prefecture')
    expect(addressLabels('AE').state).toBe('Emirate')
    expect(addressLabels('GB').postalCode).toBe('Postcode')
    expect(addressLabels('XX')).toEqual({ city: 'City', state: 'State or province', postalCode: 'Postal code' })
  })
})

describe('subdivisions', () => {
  test.each([
    ['US', 57],
    ['CA', 13],
    ['AU', 8],
    ['BR', 27],
    ['IN', 36],
    ['MX', 32],
    ['JP', 47],
    ['IE', 26],
    ['DE', 16],
    ['HK', 0],
  ])('%s offers %i', (country, count) => {
    expect(listSubdivisions(country)).toHaveLength(count)
  })

  test('are offered on the level that addresses name', () => {
    expect(listSubdivisions('IT')).toContainEqual({ code: 'IT-RM', name: 'Roma' })
    expect(listSubdivisions('IT')).not.toContainEqual(expect.objectContaining({ code: 'IT-62' }))
    expect(listSubdivisions('IT')).toContainEqual(expect.objectContaining({ code: 'IT-23' }))
    expect(listSubdivisions('ES')).toContainEqual({ code: 'ES-B', name: 'Barcelona' })
    expect(listSubdivisions('FR')).toContainEqual({ code: 'FR-IDF', name: 'Île-de-France' })
  })

  test('carry the names that people look for', () => {
    expect(subdivisionName('JP-12')).toBe('Chiba')
    expect(subdivisionName('AE-AZ')).toBe('Abu Dhabi')
    expect(subdivisionName('IN-MH')).toBe('Maharashtra')
    expect(subdivisionName('CN-BJ')).toBe('Beijing')
    expect(subdivisionName('US-ZZ')).toBe(null)
  })

  test('of one country have different names in every list', () => {
    const doubled = countryCodes.filter((country) => {
      const names = listSubdivisions(country).map(({ name }) => name)
      return new Set(names).size < names.length
    })
    expect(doubled).toEqual([])
  })

  test('are known at every level, and only in their country', () => {
    expect(isSubdivision('IT', 'IT-62')).toBe(true)
    expect(isSubdivision('IT', 'US-NY')).toBe(false)
    expect(isSubdivision('IT', 'IT-')).toBe(false)
  })

  test('are found by code, by its last part and by name', () => {
    for (const text of ['US-NY', 'us-ny', 'ny', 'New York', ' new york '])
      expect(resolveSubdivision('US', text)).toBe('US-NY')
    expect(resolveSubdivision('BR', 'sao paulo')).toBe('BR-SP')
    expect(resolveSubdivision('JP', sortKey('Tôkyô'))).toBe('JP-13')
    expect(resolveSubdivision('ES', 'Illes Balears')).toBe('ES-PM')
    expect(resolveSubdivision('TW', 'Chiayi')).toBe(null)
    expect(resolveSubdivision('US', 'Bavaria')).toBe(null)
    expect(resolveSubdivision('US', '')).toBe(null)
  })
})

describe('postal codes', () => {
  test.each([
    ['US', '10036-1234', '10036-1234'],
    ['GB', 'sw1a1aa', 'SW1A 1AA'],
    ['JP', '１０００００１', '100-0001'],
    ['JP', '〒１００－０００１', '100-0001'],
    ['JP', '〒 100-0001', '100-0001'],
    ['JP', '〶1000001', '100-0001'],
    ['IN', '560 001', '560001'],
    ['BR', '01310100', '01310-100'],
    ['CA', 'k1a0b1', 'K1A 0B1'],
    ['IE', 'd02af30', 'D02 AF30'],
    ['NL', '1234ab', '1234 AB'],
    ['PL', '00950', '00-950'],
    ['DE', 'DE-10115', '10115'],
    ['CL', '832-0000', '8320000'],
    ['SA', '12345-6789', '12345-6789'],
    ['AE', ' any  thing ', 'ANY THING'],
  ])('of %s: %s is stored as %s', (country, typed, stored) => {
    expect(isPostalCode(typed, country)).toBe(true)
    expect(normalizePostalCode(typed, country)).toBe(stored)
  })

  test.each([
    ['US', '1003'],
    ['DE', '1011'],
    ['GB', '12345'],
    ['MC', '75001'],
    ['BH', ''],
    ['AE', 'x'.repeat(17)],
  ])('of %s: %s is refused', (country, typed) => {
    expect(isPostalCode(typed, country)).toBe(false)
  })
})
