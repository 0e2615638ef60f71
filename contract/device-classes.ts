/** Classes of devices: the built-in ones and the provider's own, and which types of license a device of each takes (IF15). */
import { z } from 'zod'
import { builtInClasses, deviceClassCode } from './devices.ts'
import { coded } from './fields/issues.ts'
import { hasVisibleCharacter, requiredText } from './fields/names.ts'
import { defineOperation } from './operation.ts'

/** The most types that a device of one class takes. */
export const mostTypesOfClass = 10

/** The most classes that a provider has, the built-in ones among them. */
export const mostClasses = 200

/** Types that devices take for something else than their class, and that people take. */
export const typesOfOthers = ['users', 'technicians', 'availability_monitors', 'performance_monitors'] as const

/** A class of devices. */
export const DeviceClass = z.object({
  code: deviceClassCode,
  name: z.string(),
  icon: z.enum(builtInClasses).meta({ description: 'The built-in class whose picture stands for it' }),
  isBuiltIn: z.boolean().meta({ description: 'Every provider has it: neither renamed nor deleted' }),
  isArchived: z.boolean().meta({ description: 'Takes no new devices; those that have it stay' }),
  licenseTypes: z.array(z.string()).nullable().meta({
    description:
      'Codes of the types that a device of it takes; those that are switched off are not taken. null for whoever may not see the pool',
  }),
  devices: z.number().int().nullable().meta({
    description: 'How many have it, retired ones included, of those that the caller sees; null where it was not asked',
  }),
})
export type DeviceClass = z.infer<typeof DeviceClass>

const name = requiredText(60, { description: 'Unique without regard to case', examples: ['Camera'] }).refine(
  hasVisibleCharacter,
  coded('name_without_letters', 'Needs a letter, a digit or an emoji'),
)
const types = z
  .array(z.string().max(50))
  .max(mostTypesOfClass)
  .refine((all) => new Set(all).size === all.length, coded('repeated', 'Each type once'))

/** What making a class takes. */
export const DeviceClassInput = z
  .strictObject({
    name,
    code: deviceClassCode.optional().meta({ description: 'Made of the name where it is missing; it never changes' }),
    icon: DeviceClass.shape.icon.default('non_it_asset'),
    licenseTypes: types
      .default([])
      .meta({ description: 'Codes of the types that a device of it takes; none for free' }),
  })
  .meta({ id: 'DeviceClassInput' })
export type DeviceClassInput = z.output<typeof DeviceClassInput>

/** What changing a class takes: only what changes. */
export const DeviceClassPatch = z
  .strictObject({ name, icon: DeviceClass.shape.icon, isArchived: z.boolean() })
  .partial()
  .meta({ id: 'DeviceClassPatch' })
export type DeviceClassPatch = z.output<typeof DeviceClassPatch>

const params = z.object({ code: z.string().max(50) })

export const listDeviceClasses = defineOperation({
  id: 'listDeviceClasses',
  method: 'GET',
  path: '/device-classes',
  tag: 'licenses',
  summary: 'Lists the classes of devices, the built-in ones first',
  access: 'devices.read',
  query: z.strictObject({
    counted: z.enum(['true', 'false']).optional().meta({ description: 'Counts the devices of each class as well' }),
  }),
  response: z.object({ items: z.array(DeviceClass) }),
  status: 200,
  errors: [],
})

export const createDeviceClass = defineOperation({
  id: 'createDeviceClass',
  method: 'POST',
  path: '/device-classes',
  tag: 'licenses',
  summary: 'Adds a class of devices of one’s own',
  access: 'license_pool.manage',
  body: DeviceClassInput,
  response: DeviceClass,
  status: 201,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  versioned: true,
  example: { body: { name: 'Camera', icon: 'non_it_asset', licenseTypes: ['non_it_assets'] } },
})

export const getDeviceClass = defineOperation({
  id: 'getDeviceClass',
  method: 'GET',
  path: '/device-classes/{code}',
  tag: 'licenses',
  summary: 'Reads a class of devices',
  access: 'devices.read',
  params,
  response: DeviceClass,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const updateDeviceClass = defineOperation({
  id: 'updateDeviceClass',
  method: 'PATCH',
  path: '/device-classes/{code}',
  tag: 'licenses',
  summary: 'Renames a class, changes its picture, or archives it: it takes no new devices, and those that have it stay',
  access: 'license_pool.manage',
  params,
  body: DeviceClassPatch,
  response: DeviceClass,
  status: 200,
  errors: ['not_found', 'precondition_failed', 'precondition_required'],
  versioned: true,
  example: { body: { isArchived: true } },
})

export const deleteDeviceClass = defineOperation({
  id: 'deleteDeviceClass',
  method: 'DELETE',
  path: '/device-classes/{code}',
  tag: 'licenses',
  summary: 'Deletes a class of one’s own that no device has, retired and waiting ones included, and no rule names',
  access: 'license_pool.manage',
  params,
  status: 204,
  errors: ['not_found', 'device_class_in_use', 'precondition_failed'],
  versioned: true,
})

export const setDeviceClassTypes = defineOperation({
  id: 'setDeviceClassTypes',
  method: 'PUT',
  path: '/device-classes/{code}/license-types',
  tag: 'licenses',
  summary:
    'Sets which types a device of a class takes: all that are there give back and take in one, or it is refused with what is missing; a dry run tells how many these are',
  access: 'license_pool.manage',
  isLong: true,
  params,
  body: z.strictObject({
    licenseTypes: types.meta({ description: 'Codes of the types that a device of it takes; none for free' }),
  }),
  response: z.object({
    code: z.string(),
    name: z.string(),
    licenseTypes: z.array(z.string()),
    devices: z.number().int().meta({ description: 'How many devices of the class take licenses' }),
  }),
  status: 200,
  errors: ['not_found', 'license_exhausted'],
  dryRun: true,
  example: { body: { licenseTypes: ['it_assets', 'computers'] } },
})
