import { describe, expect, it } from 'vitest'
import { wizardSteps as steps } from './registry.ts'
import type { PartOfRequest, WizardStart } from './step.ts'
import { filledValues, initialValues, partOfRequest } from './wizard-state.ts'

const start: WizardStart = { parent: { id: 'own', name: 'House', type: 'provider' }, country: 'IN' }
const partner = { id: 'p1', name: 'Partner', type: 'partner' } as const
const fresh = initialValues(steps, start)

const everything: PartOfRequest = {
  name: 'Airtel',
  type: 'enterprise',
  parentId: 'p1',
  isActive: false,
  plan: { kind: 'purchased' },
  domain: 'airtel.com',
  businessEmail: 'enterprise@airtel.com',
  phone: '+12125550100',
  website: 'https://www.airtel.com/',
  subscriptionId: 'SUBAIR2026001',
  timeZone: 'America/New_York',
  locale: 'en-US',
  currency: 'USD',
  location: { country: 'US', region: 'North America', state: 'US-NY', city: 'New York' },
  billing: { sameAsCompany: false, country: 'US', state: 'US-CA' },
  contacts: {
    primary: { firstName: 'Ada', phone: '+12125550101' },
    billing: { email: 'invoices@airtel.com' },
    others: [{ role: 'Emergency', firstName: 'Grace' }],
  },
  accountManagerEmail: 'manager@msp.example',
  assignedUserIds: ['m1'],
  salesRepresentatives: [{ name: 'Sam Seller', email: 'sam@msp.example', membershipId: 'm2' }],
  licenses: { mode: 'allocated', types: [{ type: 'it_assets', limit: 10, overage: 2 }] },
  entities: [{ name: 'Delhi', kind: 'region', contact: { email: 'delhi@airtel.com' }, location: { country: 'IN' } }],
}

describe('a wizard that begins with a copy or a template (B23)', () => {
  it('asks for all that it says', () => {
    const values = filledValues(steps, fresh, { request: everything, parent: partner })
    expect(partOfRequest(steps, values)).toMatchObject(everything)
  })

  it('asks for nothing else than a new one where nothing is said', () => {
    expect(filledValues(steps, fresh, { request: {}, parent: null })).toEqual(fresh)
  })

  it('keeps what was typed where nothing is said', () => {
    const typed = filledValues(steps, fresh, { request: everything, parent: partner })
    const values = filledValues(steps, typed, {
      request: { currency: 'EUR', entities: [{ name: 'Pune' }] },
      parent: null,
    })
    const request = partOfRequest(steps, values)
    expect(request).toMatchObject({ ...everything, currency: 'EUR', entities: [{ name: 'Delhi' }, { name: 'Pune' }] })
  })

  it('gives way with a type that may not lie there', () => {
    const values = filledValues(steps, fresh, { request: { type: 'division' }, parent: null })
    expect(partOfRequest(steps, values).type).toBe('customer')
  })
})
