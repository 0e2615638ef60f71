import { nameOf } from '@tenantry/contract/contacts.ts'
import { systemLabel } from '@tenantry/contract/external-ids.ts'
import { countryName } from '@tenantry/contract/fields/countries.ts'
import { formatPhone } from '@tenantry/contract/fields/phones.ts'
import { knownTags, tagTexts } from '../../tags/public.ts'
import { knownUsers } from '../../users/public.ts'
import { formatAddressText } from '../form/address-text.ts'
import { toE164 } from '../form/company-values.ts'
import { toExternalIds } from '../form/external-id-values.ts'
import { readPath } from '../form/form-part.ts'
import { planWords } from '../form/plan-words.ts'
import { loadedSubdivisions } from '../form/use-subdivisions.ts'
import { formTexts } from '../form.texts.ts'
import { texts as peopleWords } from '../people/people.texts.ts'
import { contactOf, toPeopleInput } from '../people/people-input.ts'
import { representativeText, textsByRole } from '../people/person-text.ts'
import type { ConflictField as FieldOf } from './conflict.ts'
import type { ProfileValues } from './profile-values.ts'

type ConflictField = FieldOf<ProfileValues>

const company = formTexts.company
const address = formTexts.address
const billing = formTexts.billing

function text(path: string, label: string): ConflictField {
  const whole = `company.${path}`
  return { id: path, label, paths: [whole], words: (values) => String(readPath(values, whole) ?? '') }
}

/** Country and state belong together: a state of one country in another would be none. */
const countryAndState: ConflictField = {
  id: 'country',
  label: `${address.country}, ${address.state.toLocaleLowerCase()}`,
  paths: ['company.location.country', 'company.location.state'],
  words: ({ company: { location } }) =>
    [
      location.country && countryName(location.country),
      loadedSubdivisions()?.subdivisionName(location.state) ?? location.state,
    ]
      .filter(Boolean)
      .join(', '),
}

const billingAddress: ConflictField = {
  id: 'billingAddress',
  label: formTexts.review.billingAddress,
  paths: ['sameAsCompany', 'country', 'state', 'city', 'postalCode', 'line1', 'line2'].map(
    (name) => `company.billing.${name}`,
  ),
  // That of the company changes with the company's, which is chosen by itself.
  counts: ({ company: { billing } }, path) => !billing.sameAsCompany || path === 'company.billing.sameAsCompany',
  words: (values) =>
    values.company.billing.sameAsCompany
      ? formTexts.review.asCompany
      : formatAddressText(values.company.billing, loadedSubdivisions()),
}

/** The country that a number begins in follows the address as long as nothing is typed behind it. */
const countsOfNumber: ConflictField['counts'] = (values, path) =>
  !path.endsWith('.country') || String(readPath(values, path.replace(/country$/, 'number')) ?? '').trim() !== ''

const phone: ConflictField = {
  id: 'phone',
  label: company.phone,
  paths: ['company.phone.country', 'company.phone.number', 'company.phoneExtension'],
  counts: countsOfNumber,
  words: (values) => {
    const number = toE164(values.company.phone)
    return number === null ? '' : formatPhone(number, values.company.phoneExtension)
  },
}

/** What can differ of a contact, each thing a choice of its own, so that two people can change different ones. */
function contactFields(role: 'primary' | 'billing'): ConflictField[] {
  const at = (...names: string[]) => names.map((name) => `people.${role}.${name}`)
  const of = (values: ProfileValues) => contactOf(values.people[role])
  const field = (id: string, label: string, paths: string[], words: ConflictField['words']): ConflictField => ({
    id: `${role}.${id}`,
    label: `${peopleWords[role].title}: ${label}`,
    paths,
    counts: countsOfNumber,
    words,
  })
  const { person } = peopleWords
  return [
    field('name', peopleWords.sales.name.toLocaleLowerCase(), at('firstName', 'lastName'), (values) =>
      nameOf(of(values)),
    ),
    field('email', person.email.toLocaleLowerCase(), at('email'), (values) => of(values).email ?? ''),
    field('phone', person.phone.toLocaleLowerCase(), at('phone.country', 'phone.number', 'phoneExtension'), (values) =>
      numberText(of(values).phone, of(values).phoneExtension),
    ),
    field('fax', person.fax.toLocaleLowerCase(), at('fax.country', 'fax.number', 'faxExtension'), (values) =>
      numberText(of(values).fax, of(values).faxExtension),
    ),
  ]
}

const numberText = (number: string | null, extension: string | null) =>
  number === null ? '' : formatPhone(number, extension)

const people: readonly ConflictField[] = [
  ...contactFields('primary'),
  ...contactFields('billing'),
  {
    id: 'others',
    label: peopleWords.others.title,
    paths: ['people.others'],
    words: (values) =>
      textsByRole(toPeopleInput(values.people).contacts.others)
        .map(([role, texts]) => `${role}: ${texts}`)
        .join('\n\n'),
  },
  {
    id: 'technicians',
    label: peopleWords.team.technicians,
    paths: ['people.technicians'],
    words: ({ people: { technicians } }) =>
      knownUsers(Object.keys(technicians))
        .map(({ name }) => name)
        .join(', '),
  },
  {
    id: 'accountManagerEmail',
    label: peopleWords.team.accountManager,
    paths: ['people.accountManagerEmail'],
    words: (values) => values.people.accountManagerEmail,
  },
  {
    id: 'salesRepresentatives',
    label: peopleWords.sales.title,
    paths: ['people.salesRepresentatives'],
    words: (values) => toPeopleInput(values.people).salesRepresentatives.map(representativeText).join('\n\n'),
  },
]

const plan: ConflictField = {
  id: 'plan',
  label: formTexts.account.plan,
  paths: ['account.plan.kind', 'account.plan.trialLicenses', 'account.plan.expiresOn'],
  words: ({ account }) => planWords(account.plan),
}

const externalIds: ConflictField = {
  id: 'externalIds',
  label: formTexts.externalIds.title,
  paths: ['externalIds'],
  words: (values) =>
    toExternalIds(values.externalIds)
      .map(({ system, value }) => `${systemLabel(system)}: ${value}`)
      .join('\n'),
}

const isActive: ConflictField = {
  id: 'isActive',
  label: formTexts.account.isActive,
  paths: ['account.isActive'],
  words: ({ account }) => (account.isActive ? formTexts.profile.on : formTexts.profile.off),
}

const tags: ConflictField = {
  id: 'tags',
  label: tagTexts.tags,
  paths: ['company.tags'],
  words: ({ company: { tags: chosen } }) =>
    knownTags(Object.keys(chosen))
      .map(({ name }) => name)
      .join(', '),
}

/** What can differ between two versions of a profile, in the order of its form. */
export const conflictFields: readonly ConflictField[] = [
  text('name', company.name),
  text('code', company.code),
  text('domain', company.domain),
  text('subscriptionId', company.subscriptionId),
  text('businessEmail', company.businessEmail),
  text('website', company.website),
  tags,
  phone,
  text('location.name', address.name),
  countryAndState,
  text('location.region', address.region),
  text('location.district', address.district),
  text('location.city', address.city),
  text('location.postalCode', address.postalCode),
  text('location.landmark', address.landmark),
  text('location.line1', address.line1),
  text('location.line2', address.line2),
  text('billing.profileName', billing.profileName),
  text('billing.billTo', billing.billTo),
  billingAddress,
  text('timeZone', company.timeZone),
  text('locale', company.locale),
  text('currency', company.currency),
  ...people,
  plan,
  isActive,
  externalIds,
]
