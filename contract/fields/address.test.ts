import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type AddressToCheck, checkAddress, completeLocation, location, normalizeAddress } from './address.ts'
import * as subdivisions from './subdivisions.ts'

const codesOf = (address: AddressToCheck) =>
  checkAddress(address, subdivisions).map(({ path, code }) => `${path[0]}: ${code}`)

describe('addresses of a dozen countries', () => {
  test.each<[string, AddressToCheck]>([
    ['US', { state: 'US-NY', city: 'New York', postalCode: '10036', line1: '1095 Avenue of the Americas' }],
    ['DE', { city: 'Berlin', postalCode: '10115', line1: 'Invalidenstraße 116' }],
    ['GB', { city: 'London', postalCode: 'SW1A 1AA', line1: 'Buckingham Palace' }],
    ['JP', { state: 'JP-13', city: 'Chiyoda', postalCode: '100-0001', line1: '千代田1-1' }],
    ['IN', { state: 'IN-KA', city: 'Bengaluru', postalCode: '560001', landmark: 'Near Cubbon Park' }],
    ['BR', { state: 'BR-SP', city: 'São Paulo', postalCode: '01310-100' }],
    ['CA', { state: 'CA-ON', city: 'Ottawa', postalCode: 'K1A 0B1' }],
    ['AU', { state: 'AU-NSW', city: 'Sydney', postalCode: '2000' }],
    ['IE', { city: 'Dublin', postalCode: 'D02 AF30' }],
    ['HK', { state: 'Kowloon', city: 'Tsim Sha Tsui', line1: '18 Salisbury Road' }],
    ['HK', { city: 'Central', line1: '1 Queens Road Central' }],
    ['AE', { state: 'AE-DU', line1: 'Sheikh Zayed Road' }],
    ['FR', { city: 'Paris', postalCode: '75001' }],
    ['MC', { city: 'Monaco', postalCode: '98000' }],
  ])('%s is accepted', (country, address) => {
    expect(codesOf({ country, ...address })).toEqual([])
  })

  test.each(['US', 'CA', 'AU', 'BR', 'IN', 'MX', 'CN', 'JP', 'AE', 'ES', 'IT', 'KR', 'TW'])(
    '%s needs a state for a city',
    (country) => {
      expect(codesOf({ country, city: 'Somewhere' })).toEqual(['state: state_required'])
    },
  )

  test.each(['GB', 'DE', 'FR', 'MC', 'NL', 'IE', 'SG'])('%s needs no state', (country) => {
    expect(codesOf({ country, city: 'Somewhere' })).toEqual([])
  })
})

describe('the state', () => {
  test('is not needed beside the country, the name or itself alone', () => {
    expect(codesOf({ country: 'US' })).toEqual([])
    expect(codesOf({ country: 'US', state: 'US-NY' })).toEqual([])
    expect(completeLocation(subdivisions).safeParse({ name: 'HQ', country: 'US' }).success).toBe(true)
  })

  test.each(['region', 'district', 'city', 'postalCode', 'landmark', 'line1', 'line2'])(
    'is needed once %s is filled',
    (field) => {
      expect(codesOf({ country: 'US', [field]: '10036' })).toContain('state: state_required')
    },
  )

  test('belongs to the country', () => {
    expect(codesOf({ country: 'US', state: 'CA-ON' })).toEqual(['state: state_unknown'])
    expect(codesOf({ country: 'US', state: 'New York' })).toEqual(['state: state_unknown'])
    expect(codesOf({ country: 'US', state: 'on' })).toEqual(['state: state_unknown'])
    expect(codesOf({ country: 'DE', state: 'DE-XX' })).toEqual(['state: state_unknown'])
  })

  test.each(['US-NY', 'us-ny', 'NY', ' ny '])('is taken as %s, and stored as its code', (state) => {
    expect(codesOf({ country: 'US', state })).toEqual([])
    expect(normalizeAddress({ country: 'US', state }, subdivisions).state).toBe('US-NY')
  })

  test('that is written otherwise is told how to write it', () => {
    const messageOf = (state: string) => checkAddress({ country: 'US', state }, subdivisions)[0]?.message
    expect(messageOf('New York')).toBe('State is written as its code: US-NY')
    expect(messageOf('Bavaria')).toBe('State does not belong to this country, whose codes are like US-AL')
    expect(normalizeAddress({ country: 'US', state: 'New York' }, subdivisions).state).toBe('New York')
    expect(normalizeAddress({ country: 'HK', state: 'Kowloon' }, subdivisions).state).toBe('Kowloon')
  })

  test('is taken on trust while the list is not loaded', () => {
    expect(checkAddress({ country: 'US', state: 'US-ZZ' })).toEqual([])
  })

  test('asks for its country', () => {
    expect(codesOf({ state: 'US-NY' })).toEqual(['country: country_required'])
  })
})

describe('location', () => {
  test('makes null of an empty text and leaves a missing field out', () => {
    expect(location.parse({ city: '', line1: ' ', line2: null })).toEqual({ city: null, line1: null, line2: null })
    expect(location.parse({})).toEqual({})
  })

  test('refuses unknown fields and other types', () => {
    expect(location.safeParse({ planet: 'Mars' }).success).toBe(false)
    expect(location.safeParse({ city: 5 }).success).toBe(false)
  })

  test('names field and code in its issues', () => {
    const result = completeLocation(subdivisions).safeParse({ country: 'us', city: 'New York', postalCode: 'abc' })
    expect(
      result.error?.issues.map((issue) => [issue.path.join('.'), issue.code === 'custom' && issue.params?.code]),
    ).toEqual([
      ['state', 'state_required'],
      ['postalCode', 'postal_code_invalid'],
    ])
  })

  test('writes the postal code as its country does', () => {
    expect(normalizeAddress({ country: 'GB', postalCode: 'sw1a1aa' })).toEqual({
      country: 'GB',
      postalCode: 'SW1A 1AA',
    })
    expect(normalizeAddress({ country: 'GB', city: 'London' })).toEqual({ country: 'GB', city: 'London' })
  })

  test('becomes a JSON Schema that tells types, limits and examples', () => {
    const schema = z.toJSONSchema(completeLocation(), { io: 'input', unrepresentable: 'any' })
    expect(schema.additionalProperties).toBe(false)
    expect(schema.required).toBeUndefined()
    expect(schema.properties?.line1).toEqual({
      description: 'Flat, house number, building, company',
      anyOf: [
        {
          type: 'string',
          maxLength: 255,
          description: 'Flat, house number, building, company',
          examples: ['1095 Avenue of the Americas'],
        },
        { type: 'null' },
      ],
    })
  })
})
