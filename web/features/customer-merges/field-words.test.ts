import { describe, expect, it } from 'vitest'
import { fieldWords } from './field-words.ts'

describe('one side of a field in which two customers differ (B10)', () => {
  it('is what a person would write, on several lines where it has several parts', () => {
    expect(fieldWords('domain', { domain: 'airtel.com' })).toBe('airtel.com')
    expect(fieldWords('domain', { domain: 'xn--mnchen-3ya.de' })).toBe('münchen.de')
    expect(fieldWords('website', { website: 'https://xn--mnchen-3ya.de/' })).toBe('https://münchen.de/')
    for (const field of ['businessEmail', 'accountManagerEmail'] as const)
      expect(fieldWords(field, { [field]: 'ann@xn--mnchen-3ya.de' })).toBe('ann@münchen.de')
    expect(fieldWords('timeZone', { timeZone: 'America/New_York' })).toBe('America/New York')
    expect(fieldWords('phone', { phone: '+12125550100', phoneExtension: '12' })).toContain('12')
    expect(
      fieldWords('location', {
        name: 'Airtel Corporate HQ',
        line1: '1095 Avenue of the Americas',
        city: 'New York',
        state: 'US-NY',
        postalCode: '10036',
        country: 'US',
        landmark: 'Near Bryant Park',
      }).split('\n'),
    ).toEqual([
      'Airtel Corporate HQ',
      '1095 Avenue of the Americas',
      'New York, NY 10036',
      'United States',
      'Near Bryant Park',
    ])
  })

  it('names a plan with its licenses and its last day, and a billing address that follows the other', () => {
    expect(fieldWords('plan', { kind: 'purchased', trialLicenses: null, expiresOn: null })).toBe('Purchased')
    expect(fieldWords('plan', { kind: 'trial', trialLicenses: 5, expiresOn: '2099-01-31' })).toMatch(/5 .*2099/)
    expect(fieldWords('billing', { profileName: 'HQ', sameAsCompany: true, country: null })).toBe(
      'HQ\nSame as company address',
    )
  })

  it('is empty where nothing is known', () => {
    expect(fieldWords('website', { website: null })).toBe('')
    expect(fieldWords('phone', { phone: null, phoneExtension: null })).toBe('')
    expect(fieldWords('billing', { profileName: null, sameAsCompany: false })).toBe('')
  })
})
