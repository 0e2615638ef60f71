/** The customers list, apart from the fields and their rules: what the first page of the web app needs and no more. */
import { z } from 'zod'
import { OrganizationId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'
import { organizationStatuses } from './organizations.ts'

/** The types that can be created below a provider. */
export const customerTypes = ['customer', 'partner', 'enterprise', 'division'] as const

/** How the customer pays: a capped trial, or billed monthly for what it uses. */
export const planKinds = ['trial', 'purchased'] as const

const counts = z.object({
  devices: z.number().int(),
  users: z.number().int(),
  entities: z.number().int(),
})

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
  domain: z.string().nullable(),
  location: z.object({ country: z.string().nullable(), state: z.string().nullable(), city: z.string().nullable() }),
  plan: z
    .object({ kind: z.enum(planKinds) })
    .nullable()
    .meta({ description: 'null for the customer’s own people' }),
  counts,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type CustomerSummary = z.infer<typeof CustomerSummary>

export const customerColumns = {
  name: { label: 'Name', type: 'text', sortable: true },
  code: { label: 'Code', type: 'text', sortable: true },
  type: { label: 'Type', type: 'enum', sortable: true, values: customerTypes },
  status: { label: 'Status', type: 'enum', sortable: true, values: organizationStatuses },
  parentId: { label: 'Parent', type: 'id', sortable: false },
  country: { label: 'Country', type: 'text', sortable: true },
  devices: { label: 'Devices', type: 'number', sortable: true },
  users: { label: 'Users', type: 'number', sortable: true },
  entities: { label: 'Entities', type: 'number', sortable: true },
  createdAt: { label: 'Created', type: 'instant', sortable: true },
  updatedAt: { label: 'Changed', type: 'instant', sortable: true },
} as const satisfies ListColumns

export const listCustomers = defineOperation({
  id: 'listCustomers',
  method: 'GET',
  path: '/customers',
  tag: 'customers',
  summary: 'Lists customers, partners and enterprises; q finds by name or code, at the start or in the middle',
  access: 'customers.read',
  query: listQuery(customerColumns),
  response: page(CustomerSummary),
  status: 200,
  errors: ['filter_too_broad'],
})
