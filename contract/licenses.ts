/** Licenses: what can be counted, what the provider's pool holds, what each customer may use and uses (EC4–EC7, IF7, IF15). */
import { z } from 'zod'
import { coded } from './fields/issues.ts'
import { displayName } from './fields/names.ts'
import { OrganizationId } from './ids.ts'
import { meteringBases } from './license-usage.ts'
import { ownKey } from './list.ts'
import { defineOperation } from './operation.ts'

/** The most of one type that is bought or set aside at once. */
export const mostLicenses = 10_000_000

/** The code of a type. */
export const licenseTypeCode = z
  .string()
  .regex(ownKey, 'Needs the key of a type, like it_assets')
  .meta({ description: 'Lowercase letters, digits and underscores', examples: ['it_assets'] })
const code = licenseTypeCode
const count = z.number().int()
const amount = z.number().int().min(0).max(mostLicenses)

/** Lets an amount fall below what is in use. */
export const confirmBelowUse = z
  .boolean()
  .optional()
  .meta({ description: 'Leaves what is in use above it over by the difference' })

/** A countable right. */
export const LicenseType = z.object({
  code: licenseTypeCode.meta({
    description:
      'What takes one: `users` the people of customers and `technicians` those of partners, each from the invitation on and none of the provider’s own, whatever their role; `availability_monitors` and `performance_monitors` devices that are monitored so; any other type the devices of the classes that name it',
  }),
  name: z.string(),
  isOn: z.boolean().meta({ description: 'Switched off, nothing takes it and nothing is shown of it' }),
  isBuiltIn: z.boolean(),
})
export type LicenseType = z.infer<typeof LicenseType>

/** What one type of the provider's pool holds. */
export const PoolItem = z.object({
  type: code,
  name: z.string(),
  owned: count.nullable().meta({
    description:
      'What has been bought and has begun and not ended; null where nothing that was bought has begun: counted, not enforced',
  }),
  enforcedFrom: z.iso.date().nullable().meta({
    description:
      'The day on which the next purchase of what is not enforced begins; null where it is, or none was bought',
  }),
  allocated: count.meta({ description: 'What is set aside by limits of partners and customers' }),
  used: count.meta({ description: 'All live use, inside limits and outside; the provider’s own people take none' }),
  usedUnallocated: count.meta({
    description: 'The part of it by organizations without a limit, neither their own nor of one above them',
  }),
  aboveLimits: count.meta({
    description:
      'What limits take beyond their number, by overage or after they were lowered: owned + overBy = allocated + aboveLimits + usedUnallocated + free',
  }),
  free: count
    .nullable()
    .meta({ description: 'What is owned less what is set aside and used; null where nothing is enforced' }),
  overBy: count.meta({ description: 'How much more is set aside and used than is owned' }),
})
export type PoolItem = z.infer<typeof PoolItem>

/** Whether an organization draws on what lies above it without a limit, or has some set aside. */
export const licenseModes = ['unlimited', 'allocated'] as const
export type LicenseMode = (typeof licenseModes)[number]

/** What an organization may use of a type, and uses. */
export const LicenseShare = z.object({
  type: code,
  name: z.string(),
  limit: count.nullable().meta({ description: 'What is set aside for it; null draws on what lies above, 0 forbids' }),
  overage: count.meta({ description: 'How many more it may use, as far as those above have them free' }),
  used: count.meta({ description: 'All live use of it and of what lies below it' }),
  setAside: count.meta({ description: 'What limits below it take, used or not' }),
  demand: count.meta({ description: 'What it uses and what limits below it take: a limit above this takes no more' }),
  free: count.nullable().meta({
    description:
      'What limit and overage leave; what is above the limit is there as far as those above have it free. null without a limit',
  }),
  overBy: count.meta({ description: 'How many more are in use than it may use: nothing is added until it is below' }),
  freeAbove: count.nullable().meta({
    description:
      'What the nearest organization above with a limit has free; null where none has, or where it is out of sight',
  }),
})
export type LicenseShare = z.infer<typeof LicenseShare>

/** The licenses of one organization. */
export const CustomerLicenses = z.object({
  mode: z.enum(licenseModes),
  basis: z.enum(meteringBases).meta({
    description: 'By what it is metered: the highest number in use, that of the month’s end, or what is set aside',
  }),
  types: z.array(LicenseShare),
  trial: z
    .object({
      limit: count,
      used: count,
      free: count,
      overBy: count,
      daysLeft: count.nullable().meta({
        description:
          'From today, where the provider is, to its last day; below 0 once it is over; null without an end, and for its own people',
      }),
    })
    .nullable()
    .meta({ description: 'Devices of all classes together, of a trial; null where it has purchased' }),
  mayChange: z.boolean().meta({ description: 'Whether the caller may set its limits: those above do' }),
})
export type CustomerLicenses = z.infer<typeof CustomerLicenses>

const limitInput = z
  .strictObject({
    type: code,
    limit: amount.nullable().meta({ description: 'null draws on what lies above, 0 forbids' }),
    overage: amount.default(0).meta({ description: 'How many more than the limit; 0 where there is none' }),
  })
  .refine(({ limit, overage }) => limit !== null || overage === 0, {
    ...coded('overage_without_limit', 'Nothing can be exceeded without a limit'),
    path: ['overage'],
  })

/** What an organization is to have: types that are not named have no limit. */
export const LicensesInput = z
  .strictObject({
    mode: z.enum(licenseModes),
    types: z.array(limitInput).max(100).default([]),
  })
  .meta({ id: 'LicensesInput' })
export type LicensesInput = z.output<typeof LicensesInput>

export const listLicenseTypes = defineOperation({
  id: 'listLicenseTypes',
  method: 'GET',
  path: '/license-types',
  tag: 'licenses',
  summary: 'Lists the types of licenses',
  access: 'licenses.read',
  response: z.object({ items: z.array(LicenseType) }),
  status: 200,
  errors: [],
})

export const createLicenseType = defineOperation({
  id: 'createLicenseType',
  method: 'POST',
  path: '/license-types',
  tag: 'licenses',
  summary: 'Adds a type of license of one’s own',
  access: 'license_pool.manage',
  body: z.strictObject({ code, name: displayName }),
  response: LicenseType,
  status: 201,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  versioned: true,
  example: { body: { code: 'backup_agents', name: 'Backup agents' } },
})

export const getLicenseType = defineOperation({
  id: 'getLicenseType',
  method: 'GET',
  path: '/license-types/{code}',
  tag: 'licenses',
  summary: 'Reads a type of license',
  access: 'licenses.read',
  params: z.object({ code }),
  response: LicenseType,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const updateLicenseType = defineOperation({
  id: 'updateLicenseType',
  method: 'PATCH',
  path: '/license-types/{code}',
  tag: 'licenses',
  summary: 'Renames a type, or switches it on or off',
  access: 'license_pool.manage',
  isLong: true,
  params: z.object({ code }),
  body: z
    .strictObject({
      name: displayName,
      isOn: z.boolean(),
      confirm: z.boolean().meta({
        description: 'Switches off what is in use or set aside, and on what is in use beyond what is owned',
      }),
    })
    .partial(),
  response: LicenseType,
  status: 200,
  errors: [
    'not_found',
    'license_type_in_use',
    'license_limit_below_use',
    'precondition_failed',
    'precondition_required',
  ],
  versioned: true,
  example: { body: { isOn: true } },
})

export const deleteLicenseType = defineOperation({
  id: 'deleteLicenseType',
  method: 'DELETE',
  path: '/license-types/{code}',
  tag: 'licenses',
  summary:
    'Deletes a type of one’s own that was never used: never bought, set aside or taken, and named by no class and no alert',
  access: 'license_pool.manage',
  isLong: true,
  params: z.object({ code }),
  status: 204,
  errors: ['not_found', 'license_type_used', 'precondition_failed'],
  versioned: true,
})

export const getLicensePool = defineOperation({
  id: 'getLicensePool',
  method: 'GET',
  path: '/license-pool',
  tag: 'licenses',
  summary: 'Tells what the provider owns, what is set aside, what is used and what is left',
  access: 'license_pool.read',
  response: z.object({ items: z.array(PoolItem) }),
  status: 200,
  errors: [],
})

const customerParams = z.object({ id: OrganizationId })

export const getCustomerLicenses = defineOperation({
  id: 'getCustomerLicenses',
  method: 'GET',
  path: '/customers/{id}/licenses',
  tag: 'licenses',
  summary: 'Tells what a customer may use of each type, and uses',
  access: 'licenses.read',
  params: customerParams,
  response: CustomerLicenses,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const setCustomerLicenses = defineOperation({
  id: 'setCustomerLicenses',
  method: 'PUT',
  path: '/customers/{id}/licenses',
  tag: 'licenses',
  summary: 'Sets the mode of a customer and all its limits, all or none',
  access: 'licenses.manage',
  params: customerParams,
  body: LicensesInput.extend({
    types: LicensesInput.shape.types.unwrap().optional().meta({
      description: 'All limits that shall hold; needed in the allocated mode, where [] takes all away',
    }),
    confirm: confirmBelowUse,
    basis: z
      .enum(meteringBases)
      .optional()
      .meta({ description: 'Holds for the month that has not ended; allocated only in the allocated mode' }),
  }),
  response: CustomerLicenses,
  status: 200,
  errors: ['not_found', 'license_exhausted', 'license_limit_below_use', 'precondition_failed'],
  versioned: true,
  dryRun: true,
  example: { body: { mode: 'allocated', types: [{ type: 'it_assets', limit: 10 }] } },
})
