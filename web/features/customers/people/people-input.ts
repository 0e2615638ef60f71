import type {
  AdministratorInput,
  Contact,
  ContactInput,
  OtherContactInput,
  SalesRepresentative,
} from '@tenantry/contract/contacts.ts'
import type { Customer, CustomerInput } from '@tenantry/contract/customers.ts'
import { splitPhone } from '@tenantry/contract/fields/phones.ts'
import { showEmail } from '@tenantry/contract/fields/web-addresses.ts'
import type { z } from 'zod'
import { toE164 } from '../form/company-values.ts'
import { keyedList } from '../form/keyed-list.ts'
import type { PhoneValues } from '../form/number-field.tsx'
import {
  adminOf,
  billingOf,
  emptyPerson,
  isEmptyOther,
  isEmptyPerson,
  isEmptyRepresentative,
  nobody,
  type OtherValues,
  type PeopleValues,
  type PersonValues,
  type RepresentativeValues,
} from './people-values.ts'

type Sent = Required<
  Pick<z.input<typeof CustomerInput>, 'accountManagerEmail' | 'assignedUserIds' | 'salesRepresentatives'>
>

/** The part of a request that people fill, each field present: null or an empty list where nobody is named. */
export type PeopleInput = Sent & {
  contacts: {
    primary: z.input<typeof ContactInput> | null
    billing: z.input<typeof ContactInput> | null
    admin: z.input<typeof AdministratorInput> | null
    others: z.input<typeof OtherContactInput>[]
  }
}

/** What a form asks the API to store. What was added and left empty is not sent. */
export function toPeopleInput(values: PeopleValues): PeopleInput {
  const { accountManagerEmail, technicians, others, salesRepresentatives } = values
  return {
    contacts: {
      primary: toContact(values.primary),
      billing: toContact(billingOf(values)),
      admin: toAdmin(values),
      others: Object.values(others)
        .filter((other) => !isEmptyOther(other))
        .map(toOther),
    },
    accountManagerEmail: orNull(accountManagerEmail),
    assignedUserIds: Object.keys(technicians),
    salesRepresentatives: Object.values(salesRepresentatives)
      .filter((each) => !isEmptyRepresentative(each))
      .map(toRepresentative),
  }
}

/** The people of a customer in a form; new numbers begin in the customer's country. */
export function peopleOf(customer: Customer): PeopleValues {
  const { contacts, salesRepresentatives, accountManagerEmail, assignedUserIds } = customer
  const country = customer.location.country ?? ''
  const person = (contact: Contact | null) => (contact ? personOf(contact, country) : emptyPerson(country))
  return {
    ...nobody(country),
    primary: person(contacts.primary),
    billing: person(contacts.billing),
    others: keyedList(
      contacts.others.map((other) => ({ id: other.id, role: other.role ?? '', ...personOf(other, country) })),
    ),
    technicians: Object.fromEntries((assignedUserIds ?? []).map((id) => [id, true as const])),
    accountManagerEmail: showEmail(accountManagerEmail ?? ''),
    salesRepresentatives: keyedList(salesRepresentatives.map((each) => representativeOf(each, country))),
  }
}

const orNull = (text: string) => (text.trim() === '' ? null : text)

function toContact(person: PersonValues): z.input<typeof ContactInput> | null {
  return isEmptyPerson(person) ? null : contactOf(person)
}

/** A person of the form as the API takes one. */
export function contactOf({ phone, fax, ...texts }: PersonValues) {
  return {
    firstName: orNull(texts.firstName),
    lastName: orNull(texts.lastName),
    email: orNull(texts.email),
    phone: toE164(phone),
    phoneExtension: orNull(texts.phoneExtension),
    fax: toE164(fax),
    faxExtension: orNull(texts.faxExtension),
  }
}

function toOther({ id, role, ...person }: OtherValues): z.input<typeof OtherContactInput> {
  return { ...(id === '' ? {} : { id }), role: orNull(role), ...contactOf(person) }
}

function toAdmin(values: PeopleValues): z.input<typeof AdministratorInput> | null {
  if (!values.admin.isWanted) return null
  const { firstName, lastName, email, displayName, isDisplayNameTyped, communicationEmail, invitation } =
    adminOf(values)
  const { send, on } = invitation
  return {
    firstName: orNull(firstName),
    lastName: orNull(lastName),
    email,
    displayName: isDisplayNameTyped ? orNull(displayName) : null,
    communicationEmail: orNull(communicationEmail),
    invitation: send === 'on' ? { send, on } : { send },
  }
}

function toRepresentative({ name, email, phone, membershipId }: RepresentativeValues) {
  return { name, email, phone: toE164(phone), membershipId: orNull(membershipId) }
}

/** A representative in a form. */
export function representativeOf(
  { name, email, phone, membershipId }: SalesRepresentative,
  country: string,
): RepresentativeValues {
  return { name, email: showEmail(email), phone: phoneOf(phone, country), membershipId: membershipId ?? '' }
}

/** A contact in a form. */
export function personOf(contact: Contact, country: string): PersonValues {
  return {
    firstName: contact.firstName ?? '',
    lastName: contact.lastName ?? '',
    email: showEmail(contact.email ?? ''),
    phone: phoneOf(contact.phone, country),
    phoneExtension: contact.phoneExtension ?? '',
    fax: phoneOf(contact.fax, country),
    faxExtension: contact.faxExtension ?? '',
  }
}

function phoneOf(e164: string | null, country: string): PhoneValues {
  const split = e164 === null ? null : splitPhone(e164)
  return split?.country ? { country: split.country, number: split.nationalNumber } : { country, number: e164 ?? '' }
}
