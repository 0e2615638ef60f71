import { describe, expect, it } from 'vitest'
import { templateValues } from './template-values.ts'

const fresh = {
  parentId: 'own',
  type: 'customer',
  isActive: true,
  plan: { kind: 'trial', trialLicenses: 5, expiresOn: '2026-03-01' },
  billing: { sameAsCompany: true },
} as const

describe('what a template keeps of a form (B23)', () => {
  it('is what differs from a new customer', () => {
    expect(templateValues(fresh, fresh, {})).toEqual({})
    expect(templateValues({ ...fresh, type: 'enterprise', currency: 'USD' }, fresh, {})).toEqual({
      type: 'enterprise',
      currency: 'USD',
    })
  })

  it('is what the template had before, too, where it stands as in a new customer by now', () => {
    expect(templateValues(fresh, fresh, { type: 'enterprise', parentId: 'other', currency: 'USD' })).toEqual({
      type: 'customer',
      parentId: 'own',
    })
  })

  it('is no last day of a trial that nobody has chosen', () => {
    expect(templateValues(fresh, fresh, { plan: { kind: 'trial' } })).toEqual({ plan: { kind: 'trial' } })
    const more = { ...fresh, plan: { ...fresh.plan, trialLicenses: 9 } }
    expect(templateValues(more, fresh, {})).toEqual({ plan: { kind: 'trial', trialLicenses: 9 } })
    const dated = { ...fresh, plan: { ...fresh.plan, expiresOn: '2027-01-01' } }
    expect(templateValues(dated, fresh, {})).toEqual({ plan: { kind: 'trial', expiresOn: '2027-01-01' } })
    expect(templateValues({ ...fresh, plan: { kind: 'purchased' } }, fresh, {})).toEqual({
      plan: { kind: 'purchased' },
    })
  })
})
