/**
 * Fields of a customer that a provider may demand beyond those that are always needed: which there are, and what is
 * missing of them. Forms, the API and whatever else adds customers ask the same functions.
 */
import type { FieldProblem } from './errors.ts'
import type { SubdivisionLookup } from './fields/address.ts'
import { addressLabels, addressParts } from './fields/address-rules.ts'
import type { Reach } from './me.ts'
import type { OrganizationType } from './organizations.ts'
import type { Permission } from './permissions.ts'

const contactWords = {
  firstName: 'first name',
  lastName: 'last name',
  email: 'email',
  phone: 'phone',
  phoneExtension: 'extension',
  fax: 'fax',
  faxExtension: 'fax extension',
} as const

type ContactField<Role extends string> = `contacts.${Role}.${keyof typeof contactWords}`

function ofContact<Role extends 'primary' | 'billing'>(role: Role, who: string): Record<ContactField<Role>, string> {
  const entries = Object.entries(contactWords).map(([field, words]) => [
    `contacts.${role}.${field}`,
    `${who}’s ${words}`,
  ])
  return Object.fromEntries(entries) as Record<ContactField<Role>, string>
}

/** The words of each field by its path in the JSON of a customer, in the order of the form. */
const labels = {
  domain: 'Domain',
  subscriptionId: 'Subscription ID',
  businessEmail: 'Business email',
  website: 'Website',
  phone: 'Phone',
  phoneExtension: 'Extension',
  'location.name': 'Location name',
  'location.country': 'Country',
  'location.state': 'State or province',
  'location.region': 'Region',
  'location.district': 'District or county',
  'location.city': 'City',
  'location.postalCode': 'Postal code',
  'location.landmark': 'Landmark',
  'location.line1': 'Flat, house number, building or company',
  'location.line2': 'Area, street or village',
  'billing.profileName': 'Billing profile name',
  'billing.billTo': 'Bill to',
  'billing.country': 'Billing country',
  'billing.state': 'Billing state or province',
  'billing.city': 'Billing city',
  'billing.postalCode': 'Billing postal code',
  'billing.line1': 'Billing flat, house number, building or company',
  'billing.line2': 'Billing area, street or village',
  timeZone: 'Time zone',
  locale: 'Language and region',
  currency: 'Currency',
  ...ofContact('primary', 'Primary contact'),
  ...ofContact('billing', 'Billing contact'),
  'contacts.admin.firstName': 'Administrator’s first name',
  'contacts.admin.lastName': 'Administrator’s last name',
  'contacts.admin.email': 'Administrator’s login email',
  'contacts.admin.communicationEmail': 'Administrator’s communication email',
  'contacts.others': 'A further contact',
  assignedUserIds: 'A technician',
  accountManagerEmail: 'Account manager’s email',
  salesRepresentatives: 'A sales representative',
  entities: 'An entity',
} as const

/** A field that may be demanded, by its path in the JSON of a customer. */
export type RequirableField = keyof typeof labels

/** Every field that may be demanded, in the order of the form. */
export const requirableFields = Object.keys(labels) as [RequirableField, ...RequirableField[]]

/** What a field is called in lists and messages. */
export const requirableLabel = (field: RequirableField): string => labels[field]

/** The provider and its partners keep these to themselves, so that nobody on a customer's side is asked for them. */
const internal: readonly RequirableField[] = ['subscriptionId', 'assignedUserIds', 'accountManagerEmail']

/** Those of some fields that exist for people of an organization of a type. */
export function knownTo(type: OrganizationType, fields: readonly RequirableField[]): RequirableField[] {
  const isOwnSide = type !== 'provider' && type !== 'partner'
  return fields.filter((field) => !(isOwnSide && internal.includes(field)))
}

/** What decides about the fields that somebody who adds a customer is asked for. */
export interface Adding {
  organizationType: OrganizationType
  reach: Reach
  permissions: { has: (permission: Permission) => boolean }
}

/**
 * The fields that somebody must fill who adds a customer: none that their role cannot see or pick, and no technician of
 * those who become one by adding it.
 */
export function demandedOf(by: Adding, required: readonly RequirableField[]): RequirableField[] {
  const isTechnicianDemanded = by.reach !== 'selected' && by.permissions.has('users.read')
  return knownTo(by.organizationType, required).filter((field) => field !== 'assignedUserIds' || isTechnicianDemanded)
}

/** A customer as it is sent or as it was read; only its shape matters. */
export type CustomerShape = object

/**
 * What is missing of the required fields, each at the path where it can be given: a billing address that follows the
 * company's is given there. A state is not demanded where the country has none, nor a city or postal code that its
 * addresses do not have, nor an entity of a partner.
 * @param lookup the list of states; without it no state is demanded once a country is chosen
 */
export function findMissing(
  required: readonly RequirableField[],
  customer: CustomerShape,
  lookup?: Pick<SubdivisionLookup, 'hasSubdivisions'>,
): FieldProblem[] {
  return required
    .filter((field) => !isFilled(valueAt(customer, field)) && isDemanded(customer, field, lookup))
    .filter((field) => field === placeOf(customer, field) || !required.includes(placeOf(customer, field)))
    .map((field) => ({
      path: placeOf(customer, field),
      code: 'required_by_provider',
      message: `${wordsFor(customer, placeOf(customer, field))} is required${reasonOf(customer, field)}`,
    }))
}

/** Why a field is needed where it is given, if that is not its own place. */
const reasonOf = (customer: CustomerShape, field: RequirableField) =>
  field === placeOf(customer, field) ? '' : ' for the billing address, which is the same as the company’s'

/** Where the required fields stand that a customer like this one must have, filled or not: what forms mark. */
export function findDemanded(
  required: readonly RequirableField[],
  customer: CustomerShape,
  lookup?: Pick<SubdivisionLookup, 'hasSubdivisions'>,
): string[] {
  return required.filter((field) => isDemanded(customer, field, lookup)).map((field) => placeOf(customer, field))
}

/**
 * What a change has emptied of the required fields. What was empty before stays as it is, so that customers from before
 * a field was required can be edited.
 */
export function findEmptied(
  required: readonly RequirableField[],
  { before, after }: { before: CustomerShape; after: CustomerShape },
  lookup?: Pick<SubdivisionLookup, 'hasSubdivisions'>,
): FieldProblem[] {
  const wereFilled = required.filter((field) => isFilled(valueAt(before, field)))
  return findMissing(wereFilled, after, lookup)
}

/** Where a field is given: its own path, or the company's address where the billing address follows it. */
function placeOf(customer: CustomerShape, field: RequirableField): RequirableField {
  const [group, name] = field.split('.')
  const follows = group === 'billing' && name !== 'profileName' && name !== 'billTo'
  return follows && read(customer, 'billing.sameAsCompany') === true ? (`location.${name}` as RequirableField) : field
}

const valueAt = (customer: CustomerShape, field: RequirableField) => read(customer, placeOf(customer, field))

function read(customer: CustomerShape, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
      customer,
    )
}

function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null
}

function countryOf(customer: CustomerShape, field: RequirableField): string {
  const [group = ''] = placeOf(customer, field).split('.')
  const country = read(customer, `${group}.country`)
  return typeof country === 'string' ? country : ''
}

function isDemanded(
  customer: CustomerShape,
  field: RequirableField,
  lookup: Pick<SubdivisionLookup, 'hasSubdivisions'> | undefined,
): boolean {
  if (field === 'entities') return read(customer, 'type') !== 'partner'
  const country = countryOf(customer, field)
  if (country === '') return true
  const part = field.split('.').at(-1)
  if (part === 'state') return lookup?.hasSubdivisions(country) ?? false
  if (part === 'city' || part === 'postalCode') return addressParts(country)[part] !== 'unused'
  return true
}

/** What a field is called, a part of an address as its country calls it. */
function wordsFor(customer: CustomerShape, field: RequirableField): string {
  const country = countryOf(customer, field)
  const part = field.split('.').at(-1)
  if (country === '' || (part !== 'state' && part !== 'city' && part !== 'postalCode')) return labels[field]
  const word = addressLabels(country)[part]
  return field.startsWith('billing.') ? `Billing ${word.charAt(0).toLowerCase()}${word.slice(1)}` : word
}
