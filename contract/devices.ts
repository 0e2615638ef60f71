import { z } from 'zod'
import { displayName } from './fields/names.ts'
import { DeviceId, EntityId, OrganizationId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'
import { organizationStatuses } from './organizations.ts'
import { TagLabel, tagIds } from './tag-labels.ts'

/** The kinds of device that exist to begin with. */
export const deviceClasses = [
  'computer',
  'server',
  'network_device',
  'printer',
  'phone',
  'tablet',
  'non_it_asset',
] as const
export type DeviceClass = (typeof deviceClasses)[number]

/** An asset that belongs to an organization, the provider's own house included. */
export const Device = z.object({
  id: DeviceId,
  organizationId: OrganizationId,
  organizationName: z.string(),
  entityId: EntityId.nullable(),
  entityName: z.string().nullable(),
  name: z.string(),
  class: z.enum(deviceClasses),
  tags: z.array(TagLabel).meta({ description: 'By name, those of the caller’s own house and of houses below it' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Device = z.infer<typeof Device>

const deviceFields = {
  name: displayName,
  class: z.enum(deviceClasses),
  entityId: EntityId.nullable().optional(),
  tagIds: tagIds.optional(),
}

/** The columns of devices. Those of {@link internalDeviceColumns} do not exist for a customer's own people. */
export const deviceColumns = {
  name: { label: 'Name', type: 'text', sortable: true, isFilled: true },
  class: { label: 'Class', type: 'enum', sortable: true, values: deviceClasses, isFilled: true },
  organizationId: { label: 'Customer', type: 'id', sortable: false, isFilled: true },
  organizationStatus: {
    label: 'Customer’s status',
    type: 'enum',
    sortable: false,
    values: organizationStatuses,
    isFilled: true,
  },
  entityId: { label: 'Entity', type: 'id', sortable: false },
  tags: { label: 'Tags', type: 'id', sortable: false, isSeveral: true },
  createdAt: { label: 'Created', type: 'instant', sortable: true, isFilled: true },
  updatedAt: { label: 'Changed', type: 'instant', sortable: true, isFilled: true },
} as const satisfies ListColumns

/** Columns of what the provider and its partners keep to themselves. */
export const internalDeviceColumns: readonly string[] = ['tags'] satisfies (keyof typeof deviceColumns)[]

const params = z.object({ id: DeviceId })

export const listDevices = defineOperation({
  id: 'listDevices',
  method: 'GET',
  path: '/devices',
  tag: 'devices',
  summary: 'Lists devices',
  access: 'devices.read',
  query: listQuery(deviceColumns),
  response: page(Device),
  status: 200,
  errors: ['filter_too_broad'],
})

export const createDevice = defineOperation({
  id: 'createDevice',
  method: 'POST',
  path: '/devices',
  tag: 'devices',
  summary: 'Adds a device to an organization',
  access: 'devices.write',
  body: z.strictObject({ organizationId: OrganizationId, ...deviceFields }),
  response: Device,
  status: 201,
  errors: ['not_found', 'license_exhausted', 'idempotency_in_progress', 'idempotency_key_reused'],
  versioned: true,
  dryRun: true,
  example: { body: { organizationId: '01890000-0000-7000-8000-000000000001', name: 'nyc-srv-01', class: 'server' } },
})

export const getDevice = defineOperation({
  id: 'getDevice',
  method: 'GET',
  path: '/devices/{id}',
  tag: 'devices',
  summary: 'Reads a device',
  access: 'devices.read',
  params,
  response: Device,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const updateDevice = defineOperation({
  id: 'updateDevice',
  method: 'PATCH',
  path: '/devices/{id}',
  tag: 'devices',
  summary: 'Edits a device',
  access: 'devices.write',
  params,
  body: z.strictObject(deviceFields).partial(),
  response: Device,
  status: 200,
  errors: ['not_found', 'license_exhausted', 'precondition_failed', 'precondition_required'],
  versioned: true,
  example: { body: { name: 'nyc-srv-02' } },
})

export const deleteDevice = defineOperation({
  id: 'deleteDevice',
  method: 'DELETE',
  path: '/devices/{id}',
  tag: 'devices',
  summary: 'Deletes a device',
  access: 'devices.write',
  params,
  status: 204,
  errors: ['not_found', 'precondition_failed'],
  versioned: true,
})
