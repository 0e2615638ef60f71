import * as subdivisions from '@tenantry/contract/fields/subdivisions.ts'
import { describe, expect, it } from 'vitest'
import { emptyCompany } from '../form/company-values.ts'
import { keyedList } from '../form/keyed-list.ts'
import { emptyOther, emptyPerson, nobody } from '../people/people-values.ts'
import { findDifferences, merge } from './conflict.ts'
import { conflictFields } from './conflict-fields.ts'
import { markedFields, placeProfileErrors, profileErrors, splitProfileErrors } from './profile-errors.ts'
import { changedFields, type ProfileValues } from './profile-values.ts'

const base: ProfileValues = {
  company: {
    ...emptyCompany('US'),
    name: 'Airtel',
    code: 'AIR001',
    domain: 'airtel.com',
    phone: { country: 'US', number: '2125550100' },
    location: { ...emptyCompany().location, country: 'US', state: 'US-NY', city: 'New York', postalCode: '10036' },
  },
  people: { ...nobody('US'), primary: { ...emptyPerson('US'), firstName: 'Priya', email: 'priya@airtel.com' } },
  account: { plan: { kind: 'trial', trialLicenses: '5', expiresOn: '2026-12-31' }, isActive: true },
  externalIds: {},
}

type Company = ProfileValues['company']
const withCompany = (values: ProfileValues, company: Partial<Company>): ProfileValues => ({
  ...values,
  company: { ...values.company, ...company },
})
const withPeople = (values: ProfileValues, people: Partial<ProfileValues['people']>): ProfileValues => ({
  ...values,
  people: { ...values.people, ...people },
})
const withCity = (values: ProfileValues, city: string) =>
  withCompany(values, { location: { ...values.company.location, city } })

describe('changed fields', () => {
  it('are none where nothing changed', () => {
    expect(changedFields(base, base)).toEqual({})
    expect(
      changedFields(base, withCompany(base, { isCodeTyped: true, phone: { country: 'US', number: '(212) 555-0100' } })),
    ).toEqual({})
  })

  it('are only those that changed, within an address too', () => {
    expect(changedFields(base, withCity(withCompany(base, { name: 'Airtel Business' }), 'Albany'))).toEqual({
      name: 'Airtel Business',
      location: { city: 'Albany' },
    })
  })

  it('clear what was emptied', () => {
    expect(changedFields(base, withCompany(base, { domain: '', phone: { country: 'US', number: '' } }))).toEqual({
      domain: null,
      phone: null,
    })
  })

  it('carry the plan as a whole', () => {
    const mine = { ...base, account: { ...base.account, plan: { ...base.account.plan, trialLicenses: '9' } } }
    expect(changedFields(base, mine)).toEqual({
      plan: { kind: 'trial', trialLicenses: 9, expiresOn: '2026-12-31' },
    })
  })

  it('are only the changed parts of a contact, and null for one that is gone', () => {
    const { primary } = base.people
    const renamed = withPeople(base, { primary: { ...primary, lastName: 'Sharma' }, billing: primary })
    expect(changedFields(base, renamed).contacts).toEqual({
      primary: { lastName: 'Sharma' },
      billing: { firstName: 'Priya', email: 'priya@airtel.com' },
    })
    expect(changedFields(renamed, withPeople(renamed, { billing: emptyPerson('US') })).contacts).toEqual({
      billing: null,
    })
  })

  it('carry whole lists of further contacts and technicians', () => {
    const others = keyedList([{ ...emptyOther('US'), role: 'VIP', firstName: 'Ada' }])
    const changes = changedFields(base, withPeople(base, { others, technicians: { m1: true } }))
    expect(changes).toMatchObject({
      contacts: { others: [{ role: 'VIP', firstName: 'Ada' }] },
      assignedUserIds: ['m1'],
    })
    expect(Object.keys(changes).sort()).toEqual(['assignedUserIds', 'contacts'])
  })

  it('carry the whole billing address when it parts from the company', () => {
    const copied = { country: 'US', state: 'US-NY', city: 'New York', postalCode: '10036', line1: '', line2: '' }
    const following = withCompany(base, { billing: { ...base.company.billing, ...copied } })
    const parted = withCompany(base, { billing: { ...base.company.billing, ...copied, sameAsCompany: false } })
    expect(changedFields(following, parted).billing).toMatchObject({ sameAsCompany: false, city: 'New York' })
  })
})

describe('a conflict', () => {
  const mine = withCity(withCompany(base, { name: 'Mine' }), 'Albany')
  const theirs = withCompany(withCity(base, 'Queens'), { website: 'https://airtel.com/' })
  const differences = findDifferences(conflictFields, base, mine, theirs)

  it('shows each field that differs, one’s own change first', () => {
    expect(differences.map(({ field, suggested, isContested }) => [field.id, suggested, isContested])).toEqual([
      ['name', 'mine', false],
      ['website', 'theirs', false],
      ['location.city', 'mine', true],
    ])
  })

  it('offers what the other side has changed, and nothing that stands there as it was', () => {
    expect(differences.filter(({ isOffered }) => isOffered).map(({ field }) => field.id)).toEqual([
      'website',
      'location.city',
    ])
    const unseen = findDifferences(conflictFields, base, mine, base)
    expect(unseen.some(({ isOffered }) => isOffered)).toBe(false)
    expect(merge(unseen, {}, mine, base)).toEqual(mine)
  })

  it('loses neither side’s changes where nothing is chosen', () => {
    const merged = merge(differences, {}, mine, theirs)
    expect(merged.company).toMatchObject({ name: 'Mine', website: 'https://airtel.com/', location: { city: 'Albany' } })
  })

  it('follows the choice of each field', () => {
    const merged = merge(differences, { name: 'theirs', website: 'mine', 'location.city': 'theirs' }, mine, theirs)
    expect(merged.company).toMatchObject({ name: 'Airtel', website: '', location: { city: 'Queens' } })
    expect(changedFields(theirs, merged)).toEqual({ website: null })
  })

  it('offers no billing address that follows the company’s on both sides', () => {
    const { billing } = base.company
    const moved = withCompany(theirs, { billing: { ...billing, country: 'US', city: 'Queens' } })
    const offered = (own: ProfileValues, stored: ProfileValues) =>
      findDifferences(conflictFields, base, own, stored).flatMap(({ field, isOffered }) => (isOffered ? field.id : []))
    expect(offered(mine, moved)).toEqual(['website', 'location.city'])
    const parted = withCompany(moved, { billing: { ...billing, country: 'US', city: 'Queens', sameAsCompany: false } })
    expect(offered(parted, moved)).not.toContain('billingAddress')
    expect(offered(mine, parted)).toContain('billingAddress')
  })

  it('asks of no number that nothing is typed of, although its country has followed the address', () => {
    const nowhere = { ...base, company: { ...base.company, phone: { country: '', number: '' } }, people: nobody('') }
    const moved = withCompany(nowhere, {
      location: { ...base.company.location, country: 'AT' },
      phone: { country: 'AT', number: '' },
    })
    const found = findDifferences(conflictFields, nowhere, nowhere, { ...moved, people: nobody('AT') })
    expect(found.map(({ field }) => field.id)).toEqual(['country'])
  })

  it('keeps what each has changed of one contact, and lets lists be chosen as a whole', () => {
    const { primary } = base.people
    const others = keyedList([{ ...emptyOther('US'), role: 'VIP', firstName: 'Ada' }])
    const named = withPeople(base, { primary: { ...primary, lastName: 'Sharma' }, others })
    const phoned = withPeople(base, { primary: { ...primary, phone: { country: 'US', number: '2125550100' } } })
    const found = findDifferences(conflictFields, base, named, phoned)
    expect(found.map(({ field, suggested }) => [field.id, suggested, field.words(named)])).toEqual([
      ['primary.name', 'mine', 'Priya Sharma'],
      ['primary.phone', 'theirs', ''],
      ['others', 'mine', 'VIP: Ada'],
    ])
    expect(merge(found, {}, named, phoned).people).toMatchObject({
      primary: { lastName: 'Sharma', phone: { number: '2125550100' } },
      others,
    })
    expect(merge(found, { others: 'theirs' }, named, phoned).people.others).toEqual({})
  })

  it('covers every value of the form that is stored', () => {
    const covered = conflictFields.flatMap(({ paths }) => paths)
    const isCovered = (path: string) => covered.some((own) => path === own || path.startsWith(`${own}.`))
    const notStored = /^(company\.isCodeTyped|people\.(phoneCountry|isAlsoBilling|isAlsoAdmin|admin\..*))$/
    expect(leaves(base).filter((path) => !isCovered(path) && !notStored.test(path))).toEqual([])
  })
})

function leaves(values: object, prefix = ''): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'object' ? leaves(value, `${prefix}${name}.`) : [`${prefix}${name}`],
  )
}

describe('problems that the API names', () => {
  it('stand at their fields, or apart where no field shows them', () => {
    const problems = {
      '': 'Archived',
      name: 'Too long',
      'location.city': 'Too long',
      location: 'Whole',
      'plan.expiresOn': 'Gone by',
      'plan.color': 'Unknown',
      'contacts.primary.phone': 'No number',
      'assignedUserIds.0': 'Not here',
    }
    const errors = placeProfileErrors(problems, base)
    expect(splitProfileErrors(errors, base)).toEqual({
      placed: {
        'company.name': 'Too long',
        'company.location.city': 'Too long',
        'people.primary.phone.number': 'No number',
        'people.technicians': 'Not here',
        'account.plan.expiresOn': 'Gone by',
      },
      unplaced: ['Archived', 'Whole', 'Unknown'],
    })
  })
})

it('a trial takes no part of a license', () => {
  const plan = { ...base.account.plan, trialLicenses: '2.5' }
  const errors = profileErrors({ base, mine: { ...base, account: { ...base.account, plan } }, required: [] })
  expect(errors).toMatchObject({ 'account.plan.trialLicenses': 'A whole number from 0 to 1,000,000' })
})

describe('what the provider requires', () => {
  const required = ['domain', 'website', 'location.state'] as const
  const filled = withCompany(base, { domain: 'airtel.com', website: '' })

  it('may not be emptied, and may stay empty where it was', () => {
    const mine = withCompany(filled, { domain: '', name: 'Airtel Business' })
    expect(Object.keys(profileErrors({ base: filled, mine, required }))).toEqual(['company.domain'])
    expect(profileErrors({ base: filled, mine: filled, required })).toEqual({})
  })

  it('is marked where the customer has it', () => {
    const marked = markedFields({ base: filled, mine: filled, required }, subdivisions)
    expect([...marked]).toEqual(['company.domain', 'company.location.state'])
  })
})
