import { builtInClasses } from '@tenantry/contract/devices.ts'
import { tokenLicenses } from '@tenantry/contract/enrollments.ts'
import { meteringBases } from '@tenantry/contract/license-usage.ts'
import { licenseModes } from '@tenantry/contract/licenses.ts'
import { smtpSecurities } from '@tenantry/contract/mail-settings.ts'
import { viewedLists } from '@tenantry/contract/saved-views.ts'
import { describe, expect, it } from 'vitest'
import { changesOf, fieldWords } from './changes.ts'

describe('the changes of an event', () => {
  it('take groups apart and name only what differs', () => {
    const changes = changesOf({
      before: { name: 'Airtel', location: { city: 'Albany', country: 'US' } },
      after: { name: 'Airtel', location: { city: 'New York', country: 'US' } },
    })
    expect(changes).toEqual([{ field: 'Location, city', before: 'Albany', after: 'New York' }])
  })

  it('show what was there first and what is gone', () => {
    expect(changesOf({ before: null, after: { name: 'nyc-1', domain: null } })).toEqual([
      { field: 'Name', before: '', after: 'nyc-1' },
    ])
    expect(changesOf({ before: { isActive: true }, after: null })).toEqual([
      { field: 'Is active', before: 'yes', after: '' },
    ])
  })

  it('take lists apart, by the places of what is in them', () => {
    const changes = changesOf({
      before: { otherContacts: [{ firstName: 'Ada' }, { firstName: 'Grace', phone: null }] },
      after: { otherContacts: [{ firstName: 'Ada' }, { firstName: 'Grace', phone: '+12128675309' }], tags: ['a', 'b'] },
    })
    expect(changes).toEqual([
      { field: 'Other contacts, 2, phone', before: '', after: '+12128675309' },
      { field: 'Tags', before: '', after: 'a, b' },
    ])
  })

  it('say which licenses a limit is of', () => {
    expect(changesOf({ before: null, after: { limit: { it_assets: 204 } } })).toEqual([
      { field: 'Limit, IT assets', before: '', after: '204' },
    ])
  })

  it('leave out ids, which say nothing to a person', () => {
    const id = '01912d68-783e-7a3f-8e1c-9a6a5b1c2d3e'
    expect(changesOf({ before: null, after: { id, organizationId: id } })).toEqual([])
  })

  it('say what a license rule wants in words, its customers by their number', () => {
    const [one, two] = ['01912d68-783e-7a3f-8e1c-9a6a5b1c2d3e', '01912d68-783e-7a3f-8e1c-9a6a5b1c2d3f']
    const rule = (conditions: object) => ({ name: 'Dell', conditions: JSON.stringify(conditions) })
    const before = { classes: ['computer'], makers: ['Dell'], addressRanges: [], organizationIds: [] }
    expect(changesOf({ before: null, after: rule(before) })).toEqual([
      { field: 'Name', before: '', after: 'Dell' },
      { field: 'Conditions, classes', before: '', after: 'Computer' },
      { field: 'Conditions, makers', before: '', after: 'Dell' },
    ])
    const after = { classes: ['computer', 'rack'], makers: [], addressRanges: ['192.0.2.0/24'], organizationIds: [one] }
    expect(changesOf({ before: rule(before), after: rule(after) })).toEqual([
      { field: 'Conditions, classes', before: 'Computer', after: 'Computer, rack' },
      { field: 'Conditions, makers', before: 'Dell', after: '' },
      { field: 'Conditions, address ranges', before: '', after: '192.0.2.0/24' },
      { field: 'Conditions, customers', before: '', after: '1 customer' },
    ])
    const wider = { ...after, organizationIds: [one, two] }
    expect(changesOf({ before: rule(after), after: rule(wider) })).toEqual([
      { field: 'Conditions, customers', before: '1 customer', after: '2 customers' },
    ])
    const others = { ...after, organizationIds: [two] }
    expect(changesOf({ before: rule(after), after: rule(others) })).toEqual([
      { field: 'Conditions, customers', before: '1 customer', after: '1 customer, not the same' },
    ])
  })

  it('keep an id that somebody has typed', () => {
    expect(changesOf({ before: { subscriptionId: null }, after: { subscriptionId: 'SUBAIR2026001' } })).toEqual([
      { field: 'Subscription ID', before: '', after: 'SUBAIR2026001' },
    ])
  })

  it('say names of the API in words, and leave what somebody typed', () => {
    const before = { status: 'active', type: 'customer', country: 'US', role: 'on_call' }
    const after = { status: 'suspended', type: 'enterprise', country: 'IN', role: 'VIP' }
    expect(changesOf({ before, after })).toEqual([
      { field: 'Status', before: 'Active', after: 'Suspended' },
      { field: 'Type', before: 'Customer', after: 'Enterprise' },
      { field: 'Country', before: 'United States', after: 'India' },
      { field: 'Role', before: 'on_call', after: 'VIP' },
    ])
    expect(changesOf({ before: null, after: { kind: 'business_unit', class: 'network_device' } })).toEqual([
      { field: 'Kind', before: '', after: 'Business unit' },
      { field: 'Class', before: '', after: 'Network device' },
    ])
  })

  it('say in words whatever the API has a name for, one value of each field as another', () => {
    const named: Record<string, readonly string[]> = {
      license: tokenLicenses,
      mode: licenseModes,
      basis: meteringBases,
      security: smtpSecurities,
      list: viewedLists,
      icon: builtInClasses,
    }
    for (const [name, values] of Object.entries(named))
      for (const value of values) {
        const [change] = changesOf({ before: null, after: { [name]: value } })
        expect(change?.after, `${name} ${value}`).not.toBe(value)
        expect(change?.after, `${name} ${value}`).toMatch(/^[A-Z][^_]*$/)
      }
    expect(changesOf({ before: null, after: { license: 'wait' } })).toEqual([
      { field: 'License', before: '', after: 'Waits for one' },
    ])
    expect(changesOf({ before: null, after: { license: 'constructor' } })[0]?.after).toBe('constructor')
  })

  it('say fields in words', () => {
    expect(fieldWords('location.postalCode')).toBe('Location, postal code')
  })
})
