/** Reading entities, apart from the fields and their rules: what a choice of entities needs and no more. */
import { z } from 'zod'
import { EntityId, OrganizationId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'
import { organizationStatusColumn } from './organizations.ts'
import { TagLabel } from './tag-labels.ts'

/** What an entity is to its customer. */
export const entityKinds = ['branch', 'department', 'region', 'business_unit', 'other'] as const
export type EntityKind = (typeof entityKinds)[number]

const nullableText = z.string().nullable()

/**
 * A branch, department, region or business unit of a customer, enterprise or division, with its own contact and place.
 */
export const Entity = z.object({
  id: EntityId,
  organizationId: OrganizationId,
  name: z.string(),
  kind: z.enum(entityKinds),
  code: nullableText,
  contact: z.object({
    firstName: nullableText,
    lastName: nullableText,
    email: nullableText,
    phone: nullableText.meta({ description: 'E.164' }),
    phoneExtension: nullableText,
  }),
  location: z.object({
    name: nullableText,
    country: nullableText,
    region: nullableText,
    state: nullableText,
    district: nullableText,
    city: nullableText,
    postalCode: nullableText,
    landmark: nullableText,
    line1: nullableText,
    line2: nullableText,
  }),
  tags: z.array(TagLabel).meta({ description: 'By name, those of the caller’s own house and of houses below it' }),
  counts: z.object({
    devices: z.number().int(),
    users: z.number().int().meta({ description: 'People who see single entities only, this one among them' }),
  }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Entity = z.infer<typeof Entity>

/** An entity beside those of other customers. */
export const ListedEntity = Entity.extend({
  organizationName: z.string(),
  isReadOnly: z.boolean().meta({ description: 'Nothing is changed: its customer or one above that is archived' }),
})
export type ListedEntity = z.infer<typeof ListedEntity>

/** The columns of a customer's entities. Those of {@link internalEntityColumns} do not exist for a customer's own people. */
export const entityColumns = {
  name: { label: 'Name', type: 'text', sortable: true, isFilled: true },
  kind: { label: 'Kind', type: 'enum', sortable: true, values: entityKinds, isFilled: true },
  code: { label: 'Code', type: 'text', sortable: true },
  country: { label: 'Country', type: 'text', sortable: true, holds: 'country' },
  state: { label: 'State', type: 'text', sortable: true, holds: 'state' },
  city: { label: 'City', type: 'text', sortable: true },
  postalCode: { label: 'Postal code', type: 'text', sortable: true },
  contactLastName: { label: 'Contact’s last name', type: 'text', sortable: true },
  contactEmail: { label: 'Contact’s email', type: 'text', sortable: true },
  contactPhone: { label: 'Contact’s phone', type: 'text', sortable: true },
  tags: { label: 'Tags', type: 'id', sortable: false, isSeveral: true },
  devices: { label: 'Devices', type: 'number', sortable: true, isFilled: true },
  createdAt: { label: 'Added', type: 'instant', sortable: true, isFilled: true },
  updatedAt: { label: 'Changed', type: 'instant', sortable: true, isFilled: true },
} as const satisfies ListColumns

/** Columns of what the provider and its partners keep to themselves. */
export const internalEntityColumns: readonly string[] = ['tags'] satisfies (keyof typeof entityColumns)[]

const { name, ...otherColumns } = entityColumns

/** The columns of the entities of all customers together. */
export const allEntityColumns = {
  name,
  organizationId: { label: 'Customer', type: 'id', sortable: false, isFilled: true },
  organizationStatus: organizationStatusColumn,
  ...otherColumns,
} as const satisfies ListColumns

const organization = z.object({ id: OrganizationId })
const params = organization.extend({ entityId: EntityId })

export const listEntities = defineOperation({
  id: 'listEntities',
  method: 'GET',
  path: '/customers/{id}/entities',
  tag: 'entities',
  summary: 'Lists the entities of a customer; q finds by name or code, at the start or in the middle',
  access: 'customers.read',
  params: organization,
  query: listQuery(entityColumns),
  response: page(Entity),
  status: 200,
  errors: ['not_found', 'filter_too_broad'],
})

export const listAllEntities = defineOperation({
  id: 'listAllEntities',
  method: 'GET',
  path: '/entities',
  tag: 'entities',
  summary: 'Lists the entities of all customers; q finds by name or code, at the start or in the middle',
  access: 'customers.read',
  query: listQuery(allEntityColumns),
  response: page(ListedEntity),
  status: 200,
  errors: ['filter_too_broad'],
})

export const getEntity = defineOperation({
  id: 'getEntity',
  method: 'GET',
  path: '/customers/{id}/entities/{entityId}',
  tag: 'entities',
  summary: 'Reads an entity',
  access: 'customers.read',
  params,
  response: Entity,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})
