import { describe, expect, it } from 'vitest'
import { shownCustomers, shownOfCustomers } from './shown-customers.ts'

describe('the list of customers', () => {
  it('leaves out disabled and archived ones', () => {
    expect(shownCustomers({ q: 'air', filter: { country: { eq: 'US' } } }, false)).toEqual({
      q: 'air',
      filter: { country: { eq: 'US' }, status: { in: ['active', 'suspended', 'offboarding'] } },
    })
  })

  it('shows them where all are wanted, or a condition names a status', () => {
    expect(shownCustomers({ q: 'air' }, true)).toEqual({ q: 'air' })
    const archived = { filter: { status: { eq: 'archived' } } }
    expect(shownCustomers(archived, false)).toEqual(archived)
  })
})

describe('the lists of the entities and devices of all customers', () => {
  it('leaves out those of disabled and archived ones, by what is hidden', () => {
    expect(shownOfCustomers({ q: 'air' }, false)).toEqual({
      q: 'air',
      filter: { organizationStatus: { nin: ['disabled', 'archived'] } },
    })
  })

  it('shows them where all are wanted, or a condition names a status', () => {
    expect(shownOfCustomers({ q: 'air' }, true)).toEqual({ q: 'air' })
    const archived = { filter: { organizationStatus: { eq: 'archived' } } }
    expect(shownOfCustomers(archived, false)).toEqual(archived)
  })
})
