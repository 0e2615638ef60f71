import { systemRoles } from '@tenantry/contract/permissions.ts'
import { describe, expect, it } from 'vitest'
import { keyedList, withItem } from '../form/keyed-list.ts'
import { beyondOwn } from './beyond-own.ts'
import { filledPeople } from './filled-people.ts'
import { peopleErrors, toPeoplePaths } from './people-errors.ts'
import { personOf, representativeOf, toPeopleInput } from './people-input.ts'
import {
  adminOf,
  emptyOther,
  emptyRepresentative,
  importToAdmin,
  nobody,
  type PeopleValues,
  peopleOfAnother,
  withAdmin,
  withAlsoAdmin,
  withPhoneCountry,
} from './people-values.ts'
import { representativeText, textsByRole } from './person-text.ts'

const none = nobody('US')
const priya = { ...none.primary, firstName: 'Priya', lastName: 'Sharma', email: 'priya@airtel.com' }
const withPrimary: PeopleValues = { ...none, primary: { ...priya, phone: { country: 'IN', number: '98765 43210' } } }
const grace = { ...emptyOther('US'), role: 'Emergency', firstName: 'Grace' }

describe('the numbers of new people', () => {
  it('begin in the country of the company, once it is known, and stay where one is typed', () => {
    const moved = withPhoneCountry(withPrimary, 'DE')
    expect(moved.primary).toMatchObject({ phone: { country: 'IN' }, fax: { country: 'DE' } })
    expect([moved.billing.phone.country, moved.phoneCountry]).toEqual(['DE', 'DE'])
    expect(withPhoneCountry(withPrimary, '')).toBe(withPrimary)
  })
})

describe('the people of a request', () => {
  it('are none where nobody is typed', () => {
    expect(toPeopleInput(none)).toEqual({
      contacts: { primary: null, billing: null, admin: null, others: [] },
      accountManagerEmail: null,
      assignedUserIds: [],
      salesRepresentatives: [],
    })
    expect(peopleErrors(none)).toEqual({})
  })

  it('have numbers with their country code', () => {
    expect(toPeopleInput(withPrimary).contacts.primary).toMatchObject({ firstName: 'Priya', phone: '+919876543210' })
  })

  it('are read with the domains of their addresses in letters', () => {
    const email = 'ann@xn--mnchen-3ya.de'
    const numbers = { phone: null, phoneExtension: null, fax: null, faxExtension: null }
    expect(personOf({ firstName: 'Ann', lastName: null, email, ...numbers }, 'DE').email).toBe('ann@münchen.de')
    expect(representativeOf({ name: 'Ann', email, phone: null, membershipId: null }, 'DE').email).toBe('ann@münchen.de')
    expect(filledPeople(none, { accountManagerEmail: email }).accountManagerEmail).toBe('ann@münchen.de')
    expect(textsByRole([{ email, role: 'Owner' }])).toEqual([['Owner', 'ann@münchen.de']])
    expect(representativeText({ name: 'Ann', email })).toBe('Ann\nann@münchen.de')
  })

  it('name the primary contact in every role that it has', () => {
    const { contacts } = toPeopleInput(withAlsoAdmin({ ...withPrimary, isAlsoBilling: true }, true))
    expect(contacts.billing).toEqual(contacts.primary)
    expect(contacts.admin).toMatchObject({ firstName: 'Priya', email: 'priya@airtel.com', invitation: { send: 'now' } })
  })

  it('are without what was added and left empty', () => {
    const others = keyedList([emptyOther('US'), grace])
    const salesRepresentatives = keyedList([emptyRepresentative('US')])
    const input = toPeopleInput({ ...none, others, salesRepresentatives })
    expect(input.contacts.others).toHaveLength(1)
    expect(input.salesRepresentatives).toEqual([])
  })
})

describe('the administrator', () => {
  it('is shown by first and last name until a display name is typed', () => {
    const named = importToAdmin(withAdmin(withPrimary, true))
    expect(adminOf(named).displayName).toBe('Priya Sharma')
    const typed = { ...named, admin: { ...named.admin, displayName: 'PS', isDisplayNameTyped: true } }
    expect(adminOf(typed).displayName).toBe('PS')
    expect(toPeopleInput(named).contacts.admin?.displayName).toBeNull()
    expect(toPeopleInput(typed).contacts.admin?.displayName).toBe('PS')
  })

  it('stays apart from the primary contact once it was copied', () => {
    const copied = importToAdmin(withAdmin(withPrimary, true))
    const renamed = { ...copied, primary: { ...copied.primary, firstName: 'Ravi' } }
    expect(toPeopleInput(renamed).contacts.admin).toMatchObject({ firstName: 'Priya' })
  })

  it('is nobody once no user is wanted, in a second role either', () => {
    const values = withAdmin(withAlsoAdmin(withPrimary, true), false)
    expect(values.isAlsoAdmin).toBe(false)
    expect(toPeopleInput(values).contacts.admin).toBeNull()
  })

  it('needs a login, a name, and a day where the mail goes out on one', () => {
    const values = withAdmin({ ...none, admin: { ...none.admin, invitation: { send: 'on', on: '' } } }, true)
    expect(Object.keys(peopleErrors(values)).sort()).toEqual(['admin.email', 'admin.firstName', 'admin.invitation.on'])
  })
})

describe('problems with people', () => {
  it('stand where the person was typed', () => {
    const values = withAlsoAdmin(
      { ...withPrimary, isAlsoBilling: true, others: keyedList([emptyOther(''), grace]) },
      true,
    )
    const errors = {
      'contacts.billing.phone': 'Number',
      'contacts.admin.email': 'Login',
      'contacts.admin.communicationEmail': 'Second',
      'contacts.others.0.fax': 'Fax',
      'salesRepresentatives.0.email': 'Nobody sent',
      'assignedUserIds.2': 'Gone',
      accountManagerEmail: 'Manager',
    }
    expect(toPeoplePaths(errors, values)).toEqual({
      'primary.phone.number': 'Number',
      'primary.email': 'Login',
      'admin.communicationEmail': 'Second',
      'others.n2.fax.number': 'Fax',
      'salesRepresentatives.0.email': 'Nobody sent',
      technicians: 'Gone',
      accountManagerEmail: 'Manager',
    })
  })

  it('are found before anything is sent', () => {
    const values: PeopleValues = {
      ...none,
      primary: { ...none.primary, phone: { country: 'US', number: '555' } },
      billing: { ...none.billing, email: 'no address', phone: { country: '', number: '030 123456' } },
      others: keyedList([{ ...emptyOther('US'), role: 'VIP' }]),
      accountManagerEmail: 'nobody',
      salesRepresentatives: keyedList([{ ...emptyRepresentative('US'), name: 'Sam Seller' }]),
    }
    expect(Object.keys(peopleErrors(values)).sort()).toEqual([
      'accountManagerEmail',
      'billing.email',
      'billing.phone.country',
      'others.n1.firstName',
      'primary.phone.number',
      'salesRepresentatives.n1.email',
    ])
  })

  it('tell why nobody can sign in with the email of an administrator', () => {
    const messageFor = (email: string) => {
      const admin = { ...none.admin, isWanted: true, firstName: 'Priya', email }
      return peopleErrors({ ...none, admin })['admin.email']
    }
    expect(messageFor('nobody')).toBe('Must be an email address, like name@example.com')
    expect(messageFor('jürgen@airtel.com')).toContain('Must have plain letters')
    expect(messageFor('priya@airtel.com')).toBeUndefined()
  })
})

describe('the next customer', () => {
  it('has the same technicians and nobody else, and its numbers do not begin in the country of the one before', () => {
    const values: PeopleValues = { ...withPrimary, technicians: { m1: true }, others: withItem({}, grace) }
    const inDenmark = withPhoneCountry(values, 'DK')
    expect(peopleOfAnother(inDenmark, { country: none.phoneCountry })).toEqual({ ...none, technicians: { m1: true } })
  })
})

it('a technician is told before creating that a partner’s administrator is beyond them, and names a customer’s', () => {
  const technician = new Set(systemRoles.technician.permissions)
  expect(beyondOwn(technician, 'partner')).toContain('may more than you')
  expect(beyondOwn(technician, 'customer')).toBeNull()
})
