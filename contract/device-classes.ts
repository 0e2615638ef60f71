/** Which types of license a device of each class takes (IF15). */
import { z } from 'zod'
import { coded } from './fields/issues.ts'
import { defineOperation } from './operation.ts'

/** The most types that a device of one class takes. */
export const mostTypesOfClass = 10

/** Types that devices take for something else than their class, and that people take. */
export const typesOfOthers = ['users', 'technicians', 'availability_monitors', 'performance_monitors'] as const

/** A class of devices with what each of them takes. */
export const DeviceClassTypes = z.object({
  code: z.string(),
  name: z.string(),
  licenseTypes: z.array(z.string()).meta({ description: 'Codes of types; those that are switched off are not taken' }),
})
export type DeviceClassTypes = z.infer<typeof DeviceClassTypes>

const types = z
  .array(z.string().max(50))
  .max(mostTypesOfClass)
  .refine((all) => new Set(all).size === all.length, coded('repeated', 'Each type once'))

export const listDeviceClasses = defineOperation({
  id: 'listDeviceClasses',
  method: 'GET',
  path: '/device-classes',
  tag: 'licenses',
  summary: 'Lists the classes of devices with the types of license that they take',
  access: 'license_pool.read',
  response: z.object({ items: z.array(DeviceClassTypes) }),
  status: 200,
  errors: [],
})

export const setDeviceClassTypes = defineOperation({
  id: 'setDeviceClassTypes',
  method: 'PUT',
  path: '/device-classes/{code}/license-types',
  tag: 'licenses',
  summary:
    'Sets which types a device of a class takes: all that are there give back and take in one, or it is refused with what is missing; a dry run tells how many these are',
  access: 'license_pool.manage',
  params: z.object({ code: z.string().max(50) }),
  body: z.strictObject({ types }),
  response: DeviceClassTypes.extend({
    devices: z.number().int().meta({ description: 'How many devices of the class take licenses' }),
  }),
  status: 200,
  errors: ['not_found', 'license_exhausted'],
  dryRun: true,
  example: { body: { types: ['it_assets', 'computers'] } },
})
