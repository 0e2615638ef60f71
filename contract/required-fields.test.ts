import { describe, expect, it } from 'vitest'
import { CustomerInput } from './customers.ts'
import { hasSubdivisions } from './fields/subdivisions.ts'
import { demandedOf, findEmptied, findMissing, type RequirableField, requirableFields } from './required-fields.ts'

const lookup = { hasSubdivisions }
const paths = (required: readonly RequirableField[], customer: object, states: typeof lookup | undefined = lookup) =>
  findMissing(required, customer, states).map(({ path }) => path)

describe('the fields that a provider may require', () => {
  it('are fields of the request, none of which is needed always', () => {
    for (const field of requirableFields) {
      const value = field.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), 'x')
      const result = CustomerInput.safeParse({ name: 'Airtel', ...(value as object) })
      const unknown = result.error?.issues.filter(({ code }) => code === 'unrecognized_keys') ?? []
      expect(unknown, field).toEqual([])
    }
    expect(CustomerInput.safeParse({ name: 'Airtel' }).success).toBe(true)
  })

  it('are missing at their own path while nothing visible stands there', () => {
    const required = ['domain', 'location.state', 'contacts.primary.email', 'salesRepresentatives'] as const
    expect(paths(required, {})).toEqual([...required])
    expect(
      paths(required, { domain: ' ', location: null, contacts: { primary: {} }, salesRepresentatives: [] }),
    ).toEqual([...required])
    const filled = {
      domain: 'airtel.com',
      location: { country: 'US', state: 'US-NY' },
      contacts: { primary: { email: 'ada@airtel.com' } },
      salesRepresentatives: [{}],
    }
    expect(paths(required, filled)).toEqual([])
  })

  it('say what is missing in the words of the country', () => {
    const messages = findMissing(
      ['location.state', 'location.postalCode', 'billing.city'],
      {
        location: { country: 'US' },
        billing: { country: 'GB' },
      },
      lookup,
    ).map(({ message }) => message)
    expect(messages).toEqual(['State is required', 'ZIP code is required', 'Billing post town is required'])
  })

  it('demand no state where the country has none, and none while the list has not come', () => {
    expect(paths(['location.state'], { location: { country: 'GI' } })).toEqual([])
    expect(paths(['location.state'], { location: { country: 'DE' } })).toEqual(['location.state'])
    expect(findMissing(['location.state'], { location: { country: 'DE' } })).toEqual([])
  })

  it('demand no postal code and no city that addresses of the country do not have', () => {
    const required = ['location.city', 'location.postalCode'] as const
    expect(paths(required, { location: { country: 'AE' } })).not.toContain('location.postalCode')
    expect(paths(required, { location: { country: 'DE' } })).toEqual([...required])
  })

  it('of a billing address that follows the company are given there', () => {
    const required = ['billing.billTo', 'billing.country'] as const
    expect(paths(required, { billing: { sameAsCompany: true } })).toEqual(['billing.billTo', 'location.country'])
    expect(paths(required, { billing: { sameAsCompany: false }, location: { country: 'DE' } })).toEqual([...required])
    const follows = { billing: { billTo: 'Airtel', sameAsCompany: true }, location: { country: 'DE' } }
    expect(paths(required, follows)).toEqual([])
  })

  it('of a billing address that follows the company are told in the words of the address that lacks them, each once', () => {
    const said = (required: readonly RequirableField[], location: object, sameAsCompany = true) =>
      findMissing(required, { location, billing: { sameAsCompany } }, lookup).map(
        ({ path, message }) => `${path}: ${message}`,
      )
    const line = 'Flat, house number, building or company'
    const follows = 'is required for the billing address, which is the same as the company’s'
    expect(said(['billing.line1'], {})).toEqual([`location.line1: ${line} ${follows}`])
    expect(said(['billing.postalCode'], { country: 'US' })).toEqual([`location.postalCode: ZIP code ${follows}`])
    expect(said(['location.line1', 'billing.line1'], {})).toEqual([`location.line1: ${line} is required`])
    expect(said(['location.line1', 'billing.line1'], {}, false)).toEqual([
      `location.line1: ${line} is required`,
      `billing.line1: Billing ${line.toLowerCase()} is required`,
    ])
  })

  it('demand no entity of a partner', () => {
    expect(paths(['entities'], { type: 'partner' })).toEqual([])
    expect(paths(['entities'], { type: 'customer' })).toEqual(['entities'])
  })
})

describe('what a change empties', () => {
  const required = ['domain', 'location.state', 'billing.country'] as const

  it('is what was filled before, and nothing that was empty', () => {
    const before = { domain: null, location: { country: 'US', state: 'US-NY' } }
    const after = { domain: null, location: { country: 'US', state: null } }
    expect(findEmptied(required, { before, after }, lookup).map(({ path }) => path)).toEqual(['location.state'])
  })

  it('is no state when the company moves to a country that has none', () => {
    const before = { location: { country: 'US', state: 'US-NY' } }
    expect(findEmptied(required, { before, after: { location: { country: 'GI', state: null } } }, lookup)).toEqual([])
  })

  it('is a billing address when it parts from the company’s and has none of its own', () => {
    const location = { country: 'DE', state: 'DE-BE' }
    const before = { location, billing: { sameAsCompany: true, country: 'DE' } }
    const after = { location, billing: { sameAsCompany: false, country: null } }
    expect(findEmptied(required, { before, after }, lookup).map(({ path }) => path)).toEqual(['billing.country'])
  })
})

describe('what is demanded of somebody', () => {
  const everything = new Set(['users.read'] as const)
  const required = ['domain', 'subscriptionId', 'accountManagerEmail', 'assignedUserIds'] as const
  const demanded = (
    organizationType: 'provider' | 'partner' | 'enterprise',
    reach: 'all' | 'selected',
    of: Set<string> = everything,
  ) => demandedOf({ organizationType, reach, permissions: of }, required)

  it('is all of it of the provider’s and of a partner’s people', () => {
    expect(demanded('provider', 'all')).toEqual([...required])
    expect(demanded('partner', 'all')).toEqual([...required])
  })

  it('is nothing internal of a customer’s own people', () => {
    expect(demanded('enterprise', 'all')).toEqual(['domain'])
  })

  it('is no technician of who cannot see users, nor of who becomes one by adding', () => {
    expect(demanded('provider', 'all', new Set())).not.toContain('assignedUserIds')
    expect(demanded('provider', 'selected')).not.toContain('assignedUserIds')
  })
})
