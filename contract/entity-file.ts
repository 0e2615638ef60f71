/** The columns of a file of entities, each naming its customer by code. */
import { codePath, names } from './customer-file.ts'
import type { Entity, entityKinds } from './entity-list.ts'
import { choice, instant, phone, text, wholeNumber } from './file-cells.ts'
import { columnsOf, type FileColumn, type Given } from './file-columns.ts'

/** An entity as a file tells of it. */
export interface EntityRecord extends Omit<Entity, 'organizationId' | 'tags'> {
  /** Its customer in codes, from the house of whoever exports or imports downwards; the last one is the customer's. */
  customerCodes: string[]
  customerName: string
  /** Names of tags, of those that whoever exports sees. */
  tagNames: string[]
}

const kindWords: Record<(typeof entityKinds)[number], string> = {
  branch: 'Branch',
  department: 'Department',
  region: 'Region',
  business_unit: 'Business unit',
  other: 'Other',
}

const column = columnsOf<EntityRecord>()
const fixed = { isClearable: false } as const
const shown = { isReadOnly: true } as const
const identity = { isId: true, isClearable: false } as const

/** Every column of a file of entities in its order. */
export const entityFileColumns: readonly FileColumn[] = [
  column('customerCodes', 'Customer code', codePath, fixed),
  column('customerName', 'Customer', text, shown),
  column('name', 'Name', text, fixed),
  column('kind', 'Kind', choice(kindWords), fixed),
  column('code', 'Code', text),
  column('contact.firstName', 'Contact first name', text),
  column('contact.lastName', 'Contact last name', text),
  column('contact.email', 'Contact email', text),
  column('contact.phone', 'Contact phone', phone),
  column('contact.phoneExtension', 'Contact extension', text),
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
  column('tagNames', 'Tags', names, { ...shown, isInternal: true }),
  column('counts.devices', 'Devices', wholeNumber, shown),
  column('counts.users', 'Users', wholeNumber, shown),
  column('createdAt', 'Created', instant, shown),
  column('updatedAt', 'Changed', instant, shown),
  column('id', 'ID', text, identity),
]

/** What a row says as the body of createEntity and updateEntity; its customer is told apart. */
export function entityBody({ id: _, customerCodes: __, ...body }: Given<EntityRecord>): Record<string, unknown> {
  return body
}
