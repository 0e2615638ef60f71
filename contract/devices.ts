import { z } from 'zod'
import { likelyDay, recentDay } from './fields/days.ts'
import { coded } from './fields/issues.ts'
import { displayName, multiLineText, requiredText, shortText } from './fields/names.ts'
import { ipAddresses, macAddresses } from './fields/network-addresses.ts'
import { DeviceId, EntityId, MembershipId, OrganizationId } from './ids.ts'
import { type ListColumns, listQuery, ownKey, page } from './list.ts'
import { defineOperation } from './operation.ts'
import { organizationStatusColumn } from './organizations.ts'
import { TagLabel, tagIds } from './tag-labels.ts'

/** The classes of devices that every provider has; it adds its own. */
export const builtInClasses = [
  'computer',
  'server',
  'network_device',
  'printer',
  'phone',
  'tablet',
  'non_it_asset',
] as const
export type BuiltInClass = (typeof builtInClasses)[number]

/** The key of a class of devices, built in or of the provider's own. */
export const deviceClassCode = z
  .string()
  .regex(ownKey, coded('class_unknown', 'Needs the key of a class, like network_device'))
  .meta({
    description: 'Key of a class: GET /api/v1/device-classes lists them, the provider’s own among them',
    examples: ['server'],
  })

/** Where a device stands in its life. A retired one stays in lists and takes no license. */
export const deviceStatuses = ['in_use', 'in_stock', 'in_repair', 'missing', 'retired'] as const
export type DeviceStatus = (typeof deviceStatuses)[number]

/** The most pairs of one's own that a device has. */
export const mostCustomData = 30

const customData = z
  .record(requiredText(60), requiredText(500))
  .refine((pairs) => Object.keys(pairs).length <= mostCustomData, {
    ...coded('too_many', `At most ${mostCustomData} pairs`),
  })
  .meta({ description: `Names and values of one’s own, at most ${mostCustomData}; all of them are sent at once` })

/** An asset that belongs to an organization, the provider's own house included. */
export const Device = z.object({
  id: DeviceId,
  organizationId: OrganizationId,
  organizationName: z.string(),
  entityId: EntityId.nullable(),
  entityName: z.string().nullable(),
  name: z.string().meta({ description: 'Follows what the device calls itself until somebody changes it' }),
  hostName: z.string().nullable().meta({ description: 'What the device calls itself, as it has reported last' }),
  class: deviceClassCode,
  status: z.enum(deviceStatuses),
  serialNumber: z.string().nullable(),
  maker: z.string().nullable(),
  model: z.string().nullable(),
  operatingSystem: z.string().nullable(),
  ipAddresses: z.array(z.string()),
  macAddresses: z.array(z.string()),
  userId: MembershipId.nullable().meta({
    description: 'Who works with it; null also where the caller cannot see them',
  }),
  userName: z.string().nullable(),
  purchasedOn: z.iso.date().nullable(),
  warrantyEndsOn: z.iso.date().nullable(),
  monitorsAvailability: z.boolean().meta({ description: 'Takes a license of availability monitoring' }),
  monitorsPerformance: z.boolean().meta({ description: 'Takes a license of performance monitoring' }),
  notes: z.string().nullable().meta({ description: 'Kept from a customer’s own people' }),
  customData: z.record(z.string(), z.string()).meta({ description: 'Kept from a customer’s own people' }),
  tags: z.array(TagLabel).meta({ description: 'By name, those of the caller’s own house and of houses below it' }),
  lastSeenAt: z.iso.datetime().nullable().meta({ description: 'When it last reported itself' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Device = z.infer<typeof Device>

/** What is told of a device when it is added or edited. */
export const deviceFields = {
  name: displayName,
  class: deviceClassCode,
  entityId: EntityId.nullable().optional(),
  status: z.enum(deviceStatuses).optional(),
  serialNumber: shortText(100, { description: 'Serial number', examples: ['CZC1234567'] }),
  maker: shortText(100, { description: 'Who made it', examples: ['HPE'] }),
  model: shortText(100, { description: 'Model', examples: ['ProLiant DL380 Gen11'] }),
  operatingSystem: shortText(100, { description: 'Operating system', examples: ['Windows Server 2025'] }),
  ipAddresses: ipAddresses.optional(),
  macAddresses: macAddresses.optional(),
  userId: MembershipId.nullable().optional().meta({ description: 'A user of the organization or of its account' }),
  purchasedOn: likelyDay.nullable().optional(),
  warrantyEndsOn: recentDay.nullable().optional(),
  monitorsAvailability: z.boolean().optional(),
  monitorsPerformance: z.boolean().optional(),
  notes: multiLineText(5000, { description: 'Notes, for the provider and its partners' }),
  customData: customData.optional(),
  tagIds: tagIds.optional(),
}

const confirm = z
  .boolean()
  .optional()
  .meta({ description: 'Keeps a serial number that another device of the organization has' })

/** The columns of devices. Those of {@link internalDeviceColumns} do not exist for a customer's own people. */
export const deviceColumns = {
  name: { label: 'Name', type: 'text', sortable: true, isFilled: true },
  class: { label: 'Class', type: 'enum', sortable: true, values: builtInClasses, isOpen: true, isFilled: true },
  organizationId: { label: 'Customer', type: 'id', sortable: false, isFilled: true },
  organizationStatus: organizationStatusColumn,
  entityId: { label: 'Entity', type: 'id', sortable: false },
  status: { label: 'Status', type: 'enum', sortable: true, values: deviceStatuses, isFilled: true },
  serialNumber: { label: 'Serial number', type: 'text', sortable: true },
  maker: { label: 'Maker', type: 'text', sortable: true },
  model: { label: 'Model', type: 'text', sortable: true },
  operatingSystem: { label: 'Operating system', type: 'text', sortable: true },
  userId: { label: 'User', type: 'id', sortable: false },
  purchasedOn: { label: 'Purchased', type: 'date', sortable: false },
  warrantyEndsOn: { label: 'Warranty until', type: 'date', sortable: true },
  monitorsAvailability: {
    label: 'Availability',
    type: 'enum',
    sortable: false,
    values: ['true', 'false'],
    isFilled: true,
  },
  monitorsPerformance: {
    label: 'Performance',
    type: 'enum',
    sortable: false,
    values: ['true', 'false'],
    isFilled: true,
  },
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
  body: z.strictObject({ organizationId: OrganizationId, ...deviceFields, confirm }),
  response: Device,
  status: 201,
  errors: [
    'not_found',
    'license_exhausted',
    'serial_number_taken',
    'idempotency_in_progress',
    'idempotency_key_reused',
  ],
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
  body: z.strictObject({ ...deviceFields, confirm }).partial(),
  response: Device,
  status: 200,
  errors: ['not_found', 'license_exhausted', 'serial_number_taken', 'precondition_failed', 'precondition_required'],
  versioned: true,
  example: { body: { name: 'nyc-srv-02', status: 'in_repair' } },
})

/** What moving a device to another organization leaves behind, as far as the caller sees it. */
const DeviceMove = z.object({
  device: Device,
  left: z.object({
    entityName: z.string().nullable().meta({ description: 'The entity that it lay in' }),
    userName: z.string().nullable().meta({ description: 'Who worked with it and has no place where it goes' }),
    tags: z.array(TagLabel).meta({ description: 'Tags of houses that do not lie above where it goes' }),
  }),
  twin: z.object({ id: DeviceId, name: z.string() }).nullable().meta({
    description: 'Another device there with its serial number, by which programs that enroll tell devices apart',
  }),
})
export type DeviceMove = z.infer<typeof DeviceMove>

export const moveDevice = defineOperation({
  id: 'moveDevice',
  method: 'POST',
  path: '/devices/{id}/move',
  tag: 'devices',
  summary:
    'Moves a device to another organization: its licenses are given back there and taken here in one, and what belongs to the old one is let go; a dry run tells what',
  access: 'devices.write',
  params,
  body: z.strictObject({ organizationId: OrganizationId, entityId: EntityId.nullable().optional() }),
  response: DeviceMove,
  status: 200,
  errors: [
    'not_found',
    'license_exhausted',
    'precondition_failed',
    'precondition_required',
    'idempotency_in_progress',
    'idempotency_key_reused',
  ],
  versioned: true,
  dryRun: true,
  example: { body: { organizationId: '01890000-0000-7000-8000-000000000002' as OrganizationId } },
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
