/** Devices that were seen and have no license: they wait until somebody gives them one (RI8). */
import { z } from 'zod'
import { builtInClasses, deviceClassCode } from './devices.ts'
import { classRefusals, waitingReasons } from './enrollments.ts'
import { DeviceId, EntityId, OrganizationId, SeenDeviceId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'
import { organizationStatusColumn } from './organizations.ts'

/** The most of one organization that are kept: of more, those that were seen last. */
export const mostSeen = 10_000

/** The most that are given licenses at once. */
export const mostLicensed = 1_000

/** A device without a license, with what it has reported. It is in no other list, and nothing scans or monitors it. */
export const SeenDevice = z.object({
  id: SeenDeviceId,
  organizationId: OrganizationId,
  organizationName: z.string(),
  entityId: EntityId.nullable(),
  entityName: z.string().nullable(),
  name: z.string(),
  class: deviceClassCode,
  serialNumber: z.string().nullable(),
  hardwareId: z.string().nullable(),
  maker: z.string().nullable(),
  model: z.string().nullable(),
  operatingSystem: z.string().nullable(),
  ipAddresses: z.array(z.string()),
  macAddresses: z.array(z.string()),
  reason: z.enum(waitingReasons),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
})
export type SeenDevice = z.infer<typeof SeenDevice>

export const seenDeviceColumns = {
  name: { label: 'Name', type: 'text', sortable: true, isFilled: true },
  class: { label: 'Class', type: 'enum', sortable: false, values: builtInClasses, isOpen: true, isFilled: true },
  maker: { label: 'Maker', type: 'text', sortable: false },
  organizationId: { label: 'Customer', type: 'id', sortable: false, isFilled: true },
  organizationStatus: organizationStatusColumn,
  reason: { label: 'Why it waits', type: 'enum', sortable: false, values: waitingReasons, isFilled: true },
  lastSeenAt: { label: 'Seen last', type: 'instant', sortable: true, isFilled: true },
} as const satisfies ListColumns

export const listSeenDevices = defineOperation({
  id: 'listSeenDevices',
  method: 'GET',
  path: '/seen-devices',
  tag: 'enrollment',
  summary: 'Lists devices that were seen and have no license, the latest first',
  access: 'devices.read',
  query: listQuery(seenDeviceColumns),
  response: page(SeenDevice),
  status: 200,
  errors: ['filter_too_broad'],
})

export const licenseSeenDevices = defineOperation({
  id: 'licenseSeenDevices',
  method: 'POST',
  path: '/seen-device-licenses',
  tag: 'enrollment',
  summary: `Gives licenses to devices that were seen, up to ${mostLicensed} at once, which makes them devices like any other; where licenses run out, the first ones get them`,
  access: 'devices.write',
  isLong: true,
  body: z.strictObject({ ids: z.array(SeenDeviceId).min(1).max(mostLicensed) }),
  response: z.object({
    items: z
      .array(
        z.object({
          id: SeenDeviceId,
          name: z.string().nullable().meta({ description: 'null for one that is not there' }),
          deviceId: DeviceId.nullable(),
          code: z
            .enum(['license_exhausted', 'organization_not_growing', ...classRefusals, 'not_found'])
            .nullable()
            .meta({
              description: 'Why it got none; `not_found` where the caller sees no such device waiting',
            }),
          detail: z.string().nullable().meta({ description: 'Which license was not left, and at whose limit' }),
        }),
      )
      .meta({ description: 'One for each, in the order sent; what was sent twice is answered once' }),
  }),
  status: 200,
  errors: ['conflict', 'idempotency_in_progress', 'idempotency_key_reused'],
  dryRun: true,
  secretAnswer: true,
  example: { body: { ids: ['01890000-0000-7000-8000-000000000003' as SeenDeviceId] } },
})

export const forgetSeenDevice = defineOperation({
  id: 'forgetSeenDevice',
  method: 'DELETE',
  path: '/seen-devices/{id}',
  tag: 'enrollment',
  summary: 'Forgets a device that was seen, until it is seen again',
  access: 'devices.write',
  params: z.object({ id: SeenDeviceId }),
  status: 204,
  errors: ['not_found'],
})
