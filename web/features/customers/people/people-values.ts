import { nameOf } from '@tenantry/contract/contacts.ts'
import { followedPhone } from '../form/followed-phone.ts'
import type { KeyedList } from '../form/keyed-list.ts'
import type { PhoneValues } from '../form/number-field.tsx'

/** A person to write to or call, as a form holds it. */
export type PersonValues = {
  firstName: string
  lastName: string
  email: string
  phone: PhoneValues
  phoneExtension: string
  fax: PhoneValues
  faxExtension: string
}

/** A further contact; `id` is empty for one that is not stored yet. */
export type OtherValues = PersonValues & { id: string; role: string }

/** When the administrator's invitation goes out. */
export const sendings = ['now', 'on', 'later'] as const

/** The customer's first user. */
export type AdminValues = {
  isWanted: boolean
  firstName: string
  lastName: string
  email: string
  displayName: string
  /** Until somebody types one, the display name follows first and last name. */
  isDisplayNameTyped: boolean
  communicationEmail: string
  invitation: { send: (typeof sendings)[number]; on: string }
}

/** One of those who sell to the customer; `membershipId` is empty for one that was typed. */
export type RepresentativeValues = { name: string; email: string; phone: PhoneValues; membershipId: string }

/** The people of a customer as a form holds them. */
export type PeopleValues = {
  /** The country that new numbers begin in. */
  phoneCountry: string
  primary: PersonValues
  /** The primary contact in a second role: what is typed for it counts for both until the customer is created. */
  isAlsoBilling: boolean
  billing: PersonValues
  isAlsoAdmin: boolean
  admin: AdminValues
  others: KeyedList<OtherValues>
  /** The users who look after the customer, by the id of their membership. */
  technicians: { [membershipId: string]: true }
  accountManagerEmail: string
  salesRepresentatives: KeyedList<RepresentativeValues>
}

/** A person about whom nothing is known; its numbers begin in a country. */
export function emptyPerson(phoneCountry: string): PersonValues {
  const number = { country: phoneCountry, number: '' }
  return { firstName: '', lastName: '', email: '', phone: number, phoneExtension: '', fax: number, faxExtension: '' }
}

export function emptyOther(phoneCountry: string): OtherValues {
  return { id: '', role: '', ...emptyPerson(phoneCountry) }
}

export function emptyRepresentative(phoneCountry: string): RepresentativeValues {
  return { name: '', email: '', phone: { country: phoneCountry, number: '' }, membershipId: '' }
}

const noAdmin: AdminValues = {
  isWanted: false,
  firstName: '',
  lastName: '',
  email: '',
  displayName: '',
  isDisplayNameTyped: false,
  communicationEmail: '',
  invitation: { send: 'now', on: '' },
}

/** Nobody yet. */
export function nobody(phoneCountry = ''): PeopleValues {
  return {
    phoneCountry,
    primary: emptyPerson(phoneCountry),
    isAlsoBilling: false,
    billing: emptyPerson(phoneCountry),
    isAlsoAdmin: false,
    admin: noAdmin,
    others: {},
    technicians: {},
    accountManagerEmail: '',
    salesRepresentatives: {},
  }
}

/** The values where new numbers begin in another country, the contacts' with them as long as nothing is typed there. */
export function withPhoneCountry(values: PeopleValues, country: string): PeopleValues {
  const { phoneCountry: before, primary, billing } = values
  if (country === '' || country === before) return values
  const moved = (person: PersonValues): PersonValues => ({
    ...person,
    phone: followedPhone(person.phone, before, country),
    fax: followedPhone(person.fax, before, country),
  })
  return { ...values, phoneCountry: country, primary: moved(primary), billing: moved(billing) }
}

/** The people of the next customer: nobody of this one's, and the same technicians; numbers begin where its first did. */
export function peopleOfAnother({ technicians }: PeopleValues, start: { country: string }): PeopleValues {
  return { ...nobody(start.country), technicians }
}

const isBlank = (text: string) => text.trim() === ''

/** Whether nothing is typed about a person; a chosen country alone is nothing. */
export function isEmptyPerson(person: PersonValues): boolean {
  const { firstName, lastName, email, phone, phoneExtension, fax, faxExtension } = person
  return [firstName, lastName, email, phone.number, phoneExtension, fax.number, faxExtension].every(isBlank)
}

/** Whether a further contact was added and nothing typed for it. */
export const isEmptyOther = (other: OtherValues): boolean => isBlank(other.role) && isEmptyPerson(other)

/** Whether a representative was added and nothing typed for it. */
export const isEmptyRepresentative = ({ name, email, phone }: RepresentativeValues): boolean =>
  [name, email, phone.number].every(isBlank)

/** The billing contact in force: the primary one in a second role, or one of its own. */
export const billingOf = (values: PeopleValues): PersonValues =>
  values.isAlsoBilling ? values.primary : values.billing

/** The administrator in force, with the name that others will see. */
export function adminOf({ isAlsoAdmin, primary, admin }: PeopleValues): AdminValues {
  const { firstName, lastName, email } = isAlsoAdmin ? primary : admin
  const displayName = admin.isDisplayNameTyped ? admin.displayName : nameOf({ firstName, lastName }).trim()
  return { ...admin, firstName, lastName, email, displayName }
}

/** The values after the primary contact became the administrator too, or stopped being it. */
export function withAlsoAdmin(values: PeopleValues, isAlsoAdmin: boolean): PeopleValues {
  return { ...values, isAlsoAdmin, admin: { ...values.admin, isWanted: isAlsoAdmin } }
}

/** The values after an administrator was wanted or not: without one, nobody is one in a second role either. */
export function withAdmin(values: PeopleValues, isWanted: boolean): PeopleValues {
  return { ...values, isAlsoAdmin: values.isAlsoAdmin && isWanted, admin: { ...values.admin, isWanted } }
}

/** The primary contact's name and address, copied to the administrator; what is typed there later stays apart. */
export function importToAdmin(values: PeopleValues): PeopleValues {
  const { firstName, lastName, email } = values.primary
  return { ...values, admin: { ...values.admin, firstName, lastName, email } }
}
