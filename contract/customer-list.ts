/** The customers list, apart from the fields and their rules: what the first page of the web app needs and no more. */
import { z } from 'zod'
import { OrganizationId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'
import { organizationStatuses } from './organizations.ts'
import { TagLabel } from './tag-labels.ts'

/** The types that can be created below a provider. */
export const customerTypes = ['customer', 'partner', 'enterprise', 'division'] as const

/** What the customer has: a capped trial, or what it uses metered by the month. */
export const planKinds = ['trial', 'purchased'] as const

const counts = z.object({
  devices: z.number().int(),
  users: z.number().int(),
  entities: z.number().int(),
})

const text = z.string().nullable()
const forThoseAbove = { description: 'null for the customer’s own people' }

/** A row of the customers list: the part of a customer that cards and tables show. */
export const CustomerSummary = z.object({
  id: OrganizationId,
  name: z.string(),
  code: z.string(),
  type: z.enum(customerTypes),
  parentId: OrganizationId.nullable().meta({ description: 'null when the caller cannot see what lies above' }),
  parentName: z.string().nullable(),
  status: z.enum(organizationStatuses),
  isActive: z.boolean(),
  statusSince: z.iso.datetime().nullable().meta({ description: 'null where it was set before this was kept' }),
  domain: text,
  businessEmail: text,
  phone: text.meta({ description: 'E.164' }),
  website: text,
  location: z.object({ country: text, region: text, state: text, city: text, postalCode: text, line1: text }),
  timeZone: text.meta({ description: 'IANA name; null inherits from above' }),
  locale: text.meta({ description: 'BCP 47 tag; null inherits from above' }),
  currency: text.meta({ description: 'ISO 4217 code; null inherits from above' }),
  plan: z
    .object({
      kind: z.enum(planKinds),
      expiresOn: z.iso.date().nullable().meta({ description: 'Last day of a trial; null for purchased' }),
    })
    .nullable()
    .meta(forThoseAbove),
  subscriptionId: text.meta(forThoseAbove),
  accountManagerEmail: text.meta(forThoseAbove),
  counts,
  tags: z.array(TagLabel).meta({ description: 'By name, those of the caller’s own house and of houses below it' }),
  externalIds: z
    .array(z.object({ system: z.string(), value: z.string() }))
    .nullable()
    .meta(forThoseAbove),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type CustomerSummary = z.infer<typeof CustomerSummary>

/**
 * The columns of customers. Time zone, language and currency are those that a customer has set itself: where it has what
 * lies above it says, they are empty. Those of {@link internalCustomerColumns} do not exist for a customer's own people.
 */
export const customerColumns = {
  name: { label: 'Name', type: 'text', sortable: true, isFilled: true },
  code: { label: 'Code', type: 'text', sortable: true, hasNoComma: true },
  type: { label: 'Type', type: 'enum', sortable: true, values: customerTypes, isFilled: true },
  status: { label: 'Status', type: 'enum', sortable: true, values: organizationStatuses, isFilled: true },
  statusSince: { label: 'Status since', type: 'instant', sortable: true },
  parentId: { label: 'Parent', type: 'id', sortable: true },
  plan: { label: 'Plan', type: 'enum', sortable: true, values: planKinds, isFilled: true },
  planExpiresOn: { label: 'Trial ends', type: 'date', sortable: true },
  country: { label: 'Country', type: 'text', sortable: true, holds: 'country' },
  region: { label: 'Region', type: 'text', sortable: true },
  state: { label: 'State', type: 'text', sortable: true, holds: 'state' },
  city: { label: 'City', type: 'text', sortable: true },
  postalCode: { label: 'Postal code', type: 'text', sortable: true },
  line1: { label: 'Address line 1', type: 'text', sortable: true },
  timeZone: { label: 'Own time zone', type: 'text', sortable: true },
  locale: { label: 'Own language and region', type: 'text', sortable: true },
  currency: { label: 'Own currency', type: 'text', sortable: true },
  domain: { label: 'Domain', type: 'text', sortable: true, hasNoComma: true },
  businessEmail: { label: 'Email', type: 'text', sortable: true, hasNoComma: true },
  phone: { label: 'Phone', type: 'text', sortable: true },
  website: { label: 'Website', type: 'text', sortable: true },
  accountManagerEmail: { label: 'Account manager', type: 'text', sortable: true, hasNoComma: true },
  subscriptionId: { label: 'Subscription ID', type: 'text', sortable: true },
  tags: { label: 'Tags', type: 'id', sortable: false, isSeveral: true },
  externalIds: { label: 'External ID', type: 'text', sortable: false, isSeveral: true },
  devices: { label: 'Devices', type: 'number', sortable: true, isFilled: true },
  users: { label: 'Users', type: 'number', sortable: true, isFilled: true },
  entities: { label: 'Entities', type: 'number', sortable: true, isFilled: true },
  createdAt: { label: 'Created', type: 'instant', sortable: true, isFilled: true },
  updatedAt: { label: 'Changed', type: 'instant', sortable: true, isFilled: true },
} as const satisfies ListColumns

/** Columns of what the provider and its partners keep to themselves. */
export const internalCustomerColumns: readonly string[] = [
  'plan',
  'planExpiresOn',
  'accountManagerEmail',
  'subscriptionId',
  'externalIds',
  'tags',
] satisfies (keyof typeof customerColumns)[]

export const listCustomers = defineOperation({
  id: 'listCustomers',
  method: 'GET',
  path: '/customers',
  tag: 'customers',
  summary:
    'Lists customers, partners and enterprises; q finds by name or code, at the start or in the middle, and by a whole id in another system',
  access: 'customers.read',
  query: listQuery(customerColumns),
  response: page(CustomerSummary),
  status: 200,
  errors: ['filter_too_broad'],
})
