/**
 * The columns of a file of customers, partners, enterprises and divisions: what exports write, templates offer and
 * imports read. Entities and further contacts are files of their own.
 */

import type { Contact } from './contacts.ts'
import { customerTypes, planKinds } from './customer-list.ts'
import type { Customer } from './customers.ts'
import { systemLabel } from './external-ids.ts'
import { type Codec, choice, date, instant, phone, several, text, wholeNumber, yesNo } from './file-cells.ts'
import { columnAt, columnsOf, type FileColumn } from './file-columns.ts'
import { organizationStatuses } from './organizations.ts'

/** An administrator as a file names one. */
interface AdministratorRecord {
  firstName: string | null
  lastName: string | null
  displayName: string | null
  email: string | null
  communicationEmail: string | null
}

/** A representative as a file names one. */
interface RepresentativeRecord {
  name: string | null
  email: string | null
  phone: string | null
}

/** A customer as a file tells of it: as the API shows it, with codes, emails and systems in place of ids and lists. */
export interface CustomerRecord
  extends Pick<
    Customer,
    | 'id'
    | 'name'
    | 'code'
    | 'type'
    | 'isActive'
    | 'status'
    | 'domain'
    | 'website'
    | 'businessEmail'
    | 'phone'
    | 'phoneExtension'
    | 'subscriptionId'
    | 'timeZone'
    | 'locale'
    | 'currency'
    | 'location'
    | 'billing'
    | 'plan'
    | 'accountManagerEmail'
    | 'counts'
    | 'createdAt'
    | 'updatedAt'
  > {
  /**
   * Where it hangs, in codes from the house of whoever exports or imports downwards: every partner above it and what is
   * directly above it; nothing directly below that house. A code alone may be taken once in each partner.
   */
  parentCodes: string[]
  contacts: { primary: Contact | null; billing: Contact | null; admin: AdministratorRecord | null }
  /** In their order, one to three. */
  salesRepresentatives: RepresentativeRecord[]
  /** Emails of the users who look after it. */
  technicianEmails: string[]
  /** Names of tags, of those that whoever exports sees; two houses may have one of the same name. */
  tagNames: string[]
  /** Ids by the system that knows them. */
  externalIds: Record<string, string[]>
}

const wordsOf = <Value extends string>(values: readonly Value[]) =>
  Object.fromEntries(values.map((value) => [value, sentence(value)])) as Record<Value, string>

const sentence = (value: string) => `${value[0]?.toUpperCase()}${value.slice(1).replaceAll('_', ' ')}`

/** Codes from the top down, which hold no slash. */
export const codePath = several('/', /\//)

const emails = several('; ', /[\s,;]+/)

/** Names hold no line break. Where one holds a semicolon, each has a line of its own. */
export const names: Codec = {
  type: 'text',
  write: (value) => {
    if (!Array.isArray(value) || value.length === 0) return null
    return value.some((name) => name.includes(';')) ? value.map((name) => `${name}\n`).join('') : value.join('; ')
  },
  read: (cell) => ({ value: cell.split(cell.includes('\n') ? '\n' : ';').flatMap((name) => name.trim() || []) }),
}

/** Ids hold no line break; almost always there is one. */
const idsOfOneSystem = several('\n', /\n/)

const column = columnsOf<CustomerRecord>()

const fixed = { isClearable: false } as const
const shown = { isReadOnly: true } as const
const identity = { isId: true, isClearable: false } as const
const internal = { isInternal: true } as const

const contactColumns = (role: 'primary' | 'billing', who: string) => [
  column(`contacts.${role}.firstName`, `${who} first name`, text),
  column(`contacts.${role}.lastName`, `${who} last name`, text),
  column(`contacts.${role}.email`, `${who} email`, text),
  column(`contacts.${role}.phone`, `${who} phone`, phone),
  column(`contacts.${role}.phoneExtension`, `${who} extension`, text),
  column(`contacts.${role}.fax`, `${who} fax`, phone),
  column(`contacts.${role}.faxExtension`, `${who} fax extension`, text),
]

const representativeColumns = (place: number) => [
  column(`salesRepresentatives.${place}.name`, `Sales representative ${place + 1} name`, text),
  column(`salesRepresentatives.${place}.email`, `Sales representative ${place + 1} email`, text),
  column(`salesRepresentatives.${place}.phone`, `Sales representative ${place + 1} phone`, text),
]

const before: readonly FileColumn[] = [
  column('name', 'Name', text, fixed),
  column('code', 'Code', text, fixed),
  column('type', 'Type', choice(wordsOf(customerTypes)), fixed),
  column('parentCodes', 'Parent code', codePath, fixed),
  column('isActive', 'Active', yesNo, fixed),
  column('status', 'Status', choice(wordsOf(organizationStatuses)), shown),
  column('domain', 'Domain', text),
  column('website', 'Website', text),
  column('businessEmail', 'Business email', text),
  column('phone', 'Phone', phone),
  column('phoneExtension', 'Extension', text),
  column('subscriptionId', 'Subscription ID', text, internal),
  column('plan.kind', 'Plan', choice(wordsOf(planKinds)), { ...fixed, ...internal }),
  column('plan.trialLicenses', 'Trial licenses', wholeNumber, { ...fixed, ...internal }),
  column('plan.expiresOn', 'Trial ends', date, { ...fixed, ...internal }),
  column('timeZone', 'Time zone', text),
  column('locale', 'Language and region', text),
  column('currency', 'Currency', text),
  column('location.name', 'Location name', text),
  column('location.line1', 'Address line 1', text),
  column('location.line2', 'Address line 2', text),
  column('location.landmark', 'Landmark', text),
  column('location.city', 'City', text),
  column('location.district', 'District', text),
  column('location.state', 'State', text),
  column('location.region', 'Region', text),
  column('location.postalCode', 'Postal code', text),
  column('location.country', 'Country', text),
  column('billing.profileName', 'Billing profile', text),
  column('billing.billTo', 'Bill to', text),
  column('billing.sameAsCompany', 'Billing same as company', yesNo, fixed),
  column('billing.line1', 'Billing address line 1', text),
  column('billing.line2', 'Billing address line 2', text),
  column('billing.city', 'Billing city', text),
  column('billing.state', 'Billing state', text),
  column('billing.postalCode', 'Billing postal code', text),
  column('billing.country', 'Billing country', text),
  ...contactColumns('primary', 'Primary contact'),
  ...contactColumns('billing', 'Billing contact'),
  column('contacts.admin.firstName', 'Administrator first name', text, fixed),
  column('contacts.admin.lastName', 'Administrator last name', text, fixed),
  column('contacts.admin.displayName', 'Administrator display name', text, fixed),
  column('contacts.admin.email', 'Administrator email', text, fixed),
  column('contacts.admin.communicationEmail', 'Administrator communication email', text, fixed),
  column('accountManagerEmail', 'Account manager email', text, internal),
  column('technicianEmails', 'Technicians', emails, internal),
  ...[0, 1, 2].flatMap(representativeColumns),
  column('tagNames', 'Tags', names, internal),
]

const after: readonly FileColumn[] = [
  column('counts.devices', 'Devices', wholeNumber, shown),
  column('counts.users', 'Users', wholeNumber, shown),
  column('counts.entities', 'Entities', wholeNumber, shown),
  column('createdAt', 'Created', instant, shown),
  column('updatedAt', 'Changed', instant, shown),
  column('id', 'ID', text, identity),
]

/** The column of one system's ids. */
export function externalIdColumn(system: string): FileColumn {
  return columnAt(['externalIds', system], `External ID (${systemLabel(system)})`, idsOfOneSystem, internal)
}

/** Every column of a file of customers in its order, with one for each of some systems that know them by other ids. */
export function customerFileColumns(systems: readonly string[]): FileColumn[] {
  return [...before, ...systems.map(externalIdColumn), ...after]
}
