/** Devices that programs at a customer's site enroll by themselves, with a token of that customer (RI8). */
import { z } from 'zod'
import { deviceClassCode } from './devices.ts'
import { displayName, requiredText, shortText } from './fields/names.ts'
import { ipAddresses, macAddresses, withoutScope } from './fields/network-addresses.ts'
import { untold, untoldList } from './fields/untold.ts'
import { DeviceId, EnrollmentTokenId, EntityId, OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'

/** The most devices that one request enrolls. */
export const mostEnrolled = 1_000

/** The most tokens that a customer has at a time. */
export const mostTokens = 100

/** Whether what a token enrolls takes its licenses, or waits without one until somebody, or a rule, gives it one. */
export const tokenLicenses = ['take', 'wait'] as const

/** How many devices a token may be told to add at most. */
export const mostOfToken = 1_000_000

/** Whether a token works. */
export const tokenStates = ['working', 'expired'] as const

/** A token that lets a program enroll devices of one customer until it expires or is revoked. */
export const EnrollmentToken = z.object({
  id: EnrollmentTokenId,
  name: z.string(),
  prefix: z.string().meta({ description: 'The first characters of the token, to tell tokens apart' }),
  entityId: EntityId.nullable().meta({ description: 'Where new devices lie' }),
  entityName: z.string().nullable(),
  license: z
    .enum(tokenLicenses)
    .meta({ description: 'Whether new devices take licenses, or wait in the list of those seen without one' }),
  state: z.enum(tokenStates),
  mostDevices: z.number().int().nullable().meta({
    description: 'How many devices it may add, those among them that rules license; null for any number',
  }),
  devices: z.number().int().meta({
    description:
      'How many it has added, with those that waited and were licensed; more than mostDevices once a person licenses what it could not add',
  }),
  createdByName: z.string().nullable().meta({ description: 'null for a customer’s own people' }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
})
export type EnrollmentToken = z.infer<typeof EnrollmentToken>

const organization = z.object({ id: OrganizationId })

export const listEnrollmentTokens = defineOperation({
  id: 'listEnrollmentTokens',
  method: 'GET',
  path: '/customers/{id}/enrollment-tokens',
  tag: 'enrollment',
  summary:
    'Lists the tokens by which devices of a customer are enrolled, without their secrets: those that work, then the last ones that have expired, each newest first',
  access: 'devices.write',
  params: organization,
  query: z.strictObject({
    state: z.enum(tokenStates).optional().meta({ description: 'Only those that work, or do not' }),
  }),
  response: z.object({ items: z.array(EnrollmentToken) }),
  status: 200,
  errors: ['not_found'],
})

export const createEnrollmentToken = defineOperation({
  id: 'createEnrollmentToken',
  method: 'POST',
  path: '/customers/{id}/enrollment-tokens',
  tag: 'enrollment',
  summary: 'Gives a token by which devices of a customer are enrolled; it is in this answer and nowhere else',
  access: 'devices.write',
  params: organization,
  body: z.strictObject({
    name: displayName,
    expiresInDays: z.number().int().min(1).max(730).default(30),
    entityId: EntityId.nullable().optional().meta({ description: 'Where new devices are to lie' }),
    mostDevices: z.number().int().min(1).max(mostOfToken).nullable().optional(),
    license: z.enum(tokenLicenses).default('take').meta({
      description:
        '`wait` adds no device and takes no license: what is new waits in the list of those seen without one',
    }),
  }),
  response: EnrollmentToken.extend({ token: z.string() }),
  status: 201,
  errors: ['not_found', 'conflict', 'idempotency_in_progress', 'idempotency_key_reused'],
  secretAnswer: true,
  example: { body: { name: 'Roll-out in the branch', expiresInDays: 30 } },
})

export const revokeEnrollmentToken = defineOperation({
  id: 'revokeEnrollmentToken',
  method: 'DELETE',
  path: '/customers/{id}/enrollment-tokens/{tokenId}',
  tag: 'enrollment',
  summary: 'Revokes a token; it stops working with the next request, and what it has enrolled stays',
  access: 'devices.write',
  params: organization.extend({ tokenId: EnrollmentTokenId }),
  status: 204,
  errors: ['not_found'],
})

/**
 * A device as it reports itself. It is told apart by its hardware id, or else by its serial number. What is missing, null or
 * blank is not told: what is known of it stays.
 */
export const ReportedDevice = z.strictObject({
  name: displayName,
  class: untold(deviceClassCode).meta({
    description:
      'Of a device that is new: a key that GET /api/v1/device-classes lists; `computer` where it is not told',
  }),
  hardwareId: untold(requiredText(200)).meta({ description: 'What no other device has, e.g. the UUID of its board' }),
  serialNumber: shortText(100, { description: 'Serial number' }),
  maker: shortText(100, { description: 'Who made it' }),
  model: shortText(100, { description: 'Model' }),
  operatingSystem: shortText(100, { description: 'Operating system' }),
  ipAddresses: untoldList(ipAddresses, withoutScope).meta({
    description: 'IPv4 and IPv6 addresses, each once; an interface behind % is left out',
  }),
  macAddresses: untoldList(macAddresses).meta({ description: 'MAC addresses in any of the usual forms, each once' }),
})
export type ReportedDevice = z.output<typeof ReportedDevice>

/** A device of a batch that cannot be read, with what is wrong with it. */
export class UnreadableDevice {
  readonly issues: readonly z.core.$ZodIssue[]

  constructor(issues: readonly z.core.$ZodIssue[]) {
    this.issues = issues
  }
}

/** One device of a batch; what is wrong with one keeps no other back. */
const BatchedDevice = ReportedDevice.catch(
  ({ error }) => new UnreadableDevice(error.issues) as never,
) as unknown as z.ZodType<ReportedDevice | UnreadableDevice, z.input<typeof ReportedDevice>>

/** Why a device that enrolls waits in the list of those seen without a license. */
export const enrolledToWait = ['license_exhausted', 'token_used_up', 'on_purpose'] as const

/** Why a device waits there: its token may have gone since, which may add so many devices and no more. */
export const waitingReasons = [...enrolledToWait, 'token_revoked'] as const

/** What may be wrong with the class of a new device: there is none with this key, or it takes no new devices. */
export const classRefusals = ['class_unknown', 'class_archived'] as const

/** Why a device was not enrolled. */
export const enrollmentRefusals = [
  ...enrolledToWait,
  'invalid_input',
  'identity_missing',
  'organization_not_growing',
  ...classRefusals,
] as const

/** What has become of one device of a batch. */
export const EnrollmentResult = z.object({
  result: z.enum(['enrolled', 'updated', 'waiting', 'refused']).meta({
    description: '`waiting`: the token lets new devices wait on purpose',
  }),
  deviceId: DeviceId.nullable(),
  code: z.enum(enrollmentRefusals).nullable().meta({
    description:
      'Why it is no device: `invalid_input` cannot be read, as `errors` tells. What had no license, came after the last device of a token, or is to wait on purpose, waits among the devices that were seen',
  }),
  errors: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
    .optional()
    .meta({ description: 'What is wrong with the fields of one that cannot be read' }),
})
export type EnrollmentResult = z.infer<typeof EnrollmentResult>

export const enrollDevices = defineOperation({
  id: 'enrollDevices',
  method: 'POST',
  path: '/devices/enroll',
  tag: 'enrollment',
  summary: `Enrolls up to ${mostEnrolled} devices of the customer whose token is sent as Authorization: Bearer; one that is enrolled already is updated and takes no second license, also where nothing new is added now`,
  access: 'public',
  isByToken: true,
  body: z.strictObject({ devices: z.array(BatchedDevice).min(1).max(mostEnrolled) }),
  response: z.object({
    items: z.array(EnrollmentResult).meta({ description: 'One for each device, in the order sent' }),
  }),
  status: 200,
  errors: ['enrollment_token_expired', 'organization_not_growing'],
  example: {
    body: {
      devices: [{ name: 'nyc-srv-01', class: 'server', serialNumber: 'CZC1234567', ipAddresses: ['192.0.2.10'] }],
    },
  },
})
