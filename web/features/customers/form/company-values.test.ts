import { type Customer, CustomerPatch } from '@tenantry/contract/customers.ts'
import { describe, expect, it } from 'vitest'
import { withoutEmpty } from '../wizard/without-empty.ts'
import { companyErrors } from './company-errors.ts'
import { billingFromLocation, companyOf, emptyCompany, toCompanyInput, toE164 } from './company-values.ts'
import { filledCompany } from './filled-company.ts'

const filled = () => ({ ...emptyCompany('US'), name: 'Airtel', code: 'AIR001' })

describe('the request of typed values', () => {
  it('clears what is empty and keeps what is typed', () => {
    const input = toCompanyInput({ ...filled(), website: '  ', domain: 'airtel.com' })
    expect(input).toMatchObject({ name: 'Airtel', domain: 'airtel.com', website: null, phone: null })
    expect(input.location).toMatchObject({ country: null, city: null })
  })

  it('leaves out what is empty for a new customer', () => {
    expect(withoutEmpty(toCompanyInput(filled()))).toEqual({
      name: 'Airtel',
      code: 'AIR001',
      billing: { sameAsCompany: true },
    })
  })

  it('never asks for the mark that a code was typed', () => {
    expect(toCompanyInput({ ...filled(), isCodeTyped: true })).not.toHaveProperty('isCodeTyped')
  })

  it('sends no billing address that follows the company, and a whole one that does not', () => {
    const values = { ...filled(), location: { ...filled().location, country: 'DE', city: 'Berlin' } }
    expect(toCompanyInput(values).billing).toEqual({ profileName: null, billTo: null, sameAsCompany: true })
    const parted = billingFromLocation({ ...values, billing: { ...values.billing, sameAsCompany: false } })
    expect(toCompanyInput(parted).billing).toMatchObject({ sameAsCompany: false, country: 'DE', city: 'Berlin' })
  })

  it.each([
    ['US', '(212) 555-0100', '+12125550100'],
    ['DE', '030 1234567', '+49301234567'],
    ['US', '+91 98765 43210', '+919876543210'],
    ['US', '12', '+1 12'],
    ['US', ' ', null],
  ])('joins country %s and %s to %s', (country, number, joined) => {
    expect(toE164({ country, number })).toBe(joined)
  })
})

it('what is stored is read with its addresses in letters', () => {
  const stored = {
    domain: 'xn--mnchen-3ya.de',
    businessEmail: 'office@xn--mnchen-3ya.de',
    website: 'https://www.xn--mnchen-3ya.de/%C3%BCber-uns',
  }
  const shown = { domain: 'münchen.de', businessEmail: 'office@münchen.de', website: 'https://www.münchen.de/über-uns' }
  const customer = { ...stored, phone: null, location: {}, billing: {}, tags: [] } as unknown as Customer
  expect(companyOf(customer)).toMatchObject(shown)
  expect(filledCompany(filled(), stored)).toMatchObject(shown)
  expect(CustomerPatch.parse(toCompanyInput(filledCompany(filled(), stored)))).toMatchObject(stored)
})

describe('the checks of a company', () => {
  it('need name and code only', () => {
    expect(Object.keys(companyErrors(emptyCompany()))).toEqual(['name', 'code'])
    expect(companyErrors(filled())).toEqual({})
  })

  it('name fields by their place in the form', () => {
    const values = { ...filled(), phone: { country: 'US', number: '12' }, businessEmail: 'nobody', domain: 'a b' }
    expect(Object.keys(companyErrors(values)).sort()).toEqual(['businessEmail', 'domain', 'phone.number'])
  })

  it('take a number of the chosen country as it is dialled there, and tell where an extension goes', () => {
    const errorsOf = (country: string, number: string) => companyErrors({ ...filled(), phone: { country, number } })
    expect(errorsOf('DE', '030 123456')).toEqual({})
    expect(errorsOf('US', '212 555 0100 ext. 12')['phone.number']).toContain('field for extensions')
  })

  it('ask for the country where the number alone is there, and leave a number that begins with its code to the number', () => {
    const errorsOf = (number: string, country = '') => companyErrors({ ...filled(), phone: { country, number } })
    // 419 is what a browser in the Spanish of all of Latin America tells, and nobody calls to Antarctica.
    for (const country of ['', '419', 'AQ'])
      expect(errorsOf('030 123456', country)).toEqual({
        'phone.country': 'Choose the country, or begin the number with +',
      })
    expect(errorsOf('abc')).toEqual({
      'phone.country': 'Choose the country, or begin the number with +',
      'phone.number': 'Must be a phone number, like 030 1234567',
    })
    expect(errorsOf('abc', 'US')['phone.number']).toBe('Must be a complete phone number, like +1 201 555 0123')
    expect(errorsOf('12', 'JP')['phone.number']).toBe('Must be a complete phone number, like +81 90 1234 5678')
    expect(Object.keys(errorsOf('+49'))).toEqual(['phone.number'])
    expect(errorsOf('+49 30 123456')).toEqual({})
  })

  it('ask for a state where the country needs one', () => {
    const location = { ...filled().location, country: 'US', city: 'New York' }
    expect(companyErrors({ ...filled(), location })).toHaveProperty(['location.state'])
    expect(companyErrors({ ...filled(), location: { ...location, country: 'GB' } })).toEqual({})
  })

  it('check the billing address only where it is one of its own', () => {
    const billing = { ...filled().billing, country: 'US', city: 'New York' }
    expect(companyErrors({ ...filled(), billing })).toEqual({})
    expect(companyErrors({ ...filled(), billing: { ...billing, sameAsCompany: false } })).toHaveProperty([
      'billing.state',
    ])
  })
})
