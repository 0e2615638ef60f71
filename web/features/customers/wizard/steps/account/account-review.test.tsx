import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { newTrial, type PlanValues } from '../../../form/plan-values.ts'
import { AccountReview } from './account-review.tsx'

const parent = { id: '01890000-0000-7000-8000-000000000001', name: 'Northwind MSP', type: 'provider' as const }
const shown = (plan: PlanValues) =>
  renderToStaticMarkup(<AccountReview values={{ parent, type: 'customer', plan, isActive: true }} />)

describe('the review of the step Account', () => {
  it('says what a trial is given whose number or last day is left empty', () => {
    const trial = newTrial()
    const empty = { ...trial, trialLicenses: '', expiresOn: '' }
    expect(shown({ ...trial, expiresOn: '2099-01-31' })).toMatch(/Trial with 5 licenses until [^<]*2099/)
    expect(shown(empty)).toContain('>Trial with 5 licenses for 30 days<')
    expect(shown({ ...empty, trialLicenses: '1' })).toContain('>Trial with 1 license for 30 days<')
    expect(shown({ ...empty, expiresOn: '2099-01-31' })).toMatch(/Trial with 5 licenses until [^<]*2099/)
    expect(shown({ ...empty, trialLicenses: '2.5' })).toContain('with 2.5 licenses')
    expect(shown({ ...empty, kind: 'purchased' })).toContain('>Purchased<')
  })
})
