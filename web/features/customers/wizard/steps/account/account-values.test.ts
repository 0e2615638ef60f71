import { describe, expect, it } from 'vitest'
import { dayAhead, newPlan, newTrial, toPlanInput } from '../../../form/plan-values.ts'
import { type AccountValues, toRequest, typesBelow, validate, withParent } from './account-values.ts'

const provider = { id: '01890000-0000-7000-8000-000000000001', name: 'Northwind MSP', type: 'provider' as const }
const values: AccountValues = { parent: provider, type: 'customer', plan: newTrial(), isActive: true }

describe('the step Account', () => {
  it('offers what may lie below an organization', () => {
    expect(typesBelow('provider')).toEqual(['customer', 'partner', 'enterprise'])
    expect(typesBelow('enterprise')).toEqual(['division'])
    expect(typesBelow('customer')).toEqual([])
  })

  it('gives up a type that may not lie under another parent', () => {
    expect(withParent(values, { ...provider, type: 'enterprise' }).type).toBe('division')
    expect(withParent({ ...values, type: 'partner' }, { ...provider, type: 'partner' }).type).toBe('partner')
  })

  it('needs a parent and a type', () => {
    expect(validate(values)).toEqual({})
    expect(Object.keys(validate({ ...values, parent: { ...provider, id: '' } }))).toEqual(['parent'])
    expect(Object.keys(validate({ ...values, type: '' }))).toEqual(['type'])
  })

  it('asks for a trial as it is typed, and for nothing more of a purchased plan', () => {
    expect(toRequest(values).plan).toMatchObject({ kind: 'trial', trialLicenses: 5 })
    expect(toPlanInput({ ...newTrial(), kind: 'purchased' })).toEqual({ kind: 'purchased' })
  })

  it.each(['2.5', '-5', '1000001', '1000000000', 'five'])(
    'takes no %s for the licenses of a trial',
    (trialLicenses) => {
      const wrong = validate({ ...values, plan: { ...newTrial(), trialLicenses } })
      expect(wrong).toEqual({ 'plan.trialLicenses': 'A whole number from 0 to 1,000,000' })
      expect(validate({ ...values, plan: { ...newPlan(), trialLicenses } })).toEqual({})
    },
  )

  it.each(['', '0', '1000000', '1,000'])('takes %j for the licenses of a trial', (trialLicenses) => {
    expect(validate({ ...values, plan: { ...newTrial(), trialLicenses } })).toEqual({})
  })

  it('takes no trial that is over already', () => {
    const trial = { ...newTrial(), expiresOn: dayAhead(0) }
    expect(validate({ ...values, plan: trial })).toEqual({})
    const over = { ...trial, expiresOn: dayAhead(-1) }
    expect(validate({ ...values, plan: over })).toEqual({
      'plan.expiresOn': 'The last day of a trial lies in the past',
    })
    expect(validate({ ...values, plan: { ...over, kind: 'purchased' } })).toEqual({})
  })

  it('counts days ahead over the end of a month and a year', () => {
    expect(dayAhead(30, new Date(2026, 11, 15))).toBe('2027-01-14')
  })
})
