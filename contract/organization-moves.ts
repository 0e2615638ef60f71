/** Moving an organization below another parent, and turning a customer into an enterprise and back. */
import { z } from 'zod'
import { MembershipId, OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'
import { organizationStatuses } from './organizations.ts'

const params = z.object({ id: OrganizationId })

/** Somebody whose sight of an organization changes, as far as the caller may know of them. */
const Watcher = z.object({
  membershipId: MembershipId,
  name: z.string(),
  email: z.string(),
  organizationName: z.string().meta({ description: 'Where they belong' }),
})

/** People of each list that a move names; of more it tells the number. */
export const mostNamedPeople = 100

/** What a move does: the same for the preview and for the move itself. */
export const OrganizationMove = z.object({
  id: OrganizationId,
  parentId: OrganizationId,
  organizations: z.number().int().meta({ description: 'Organizations that change their place, this one included' }),
  devices: z.number().int().meta({ description: 'Devices that move along' }),
  licenses: z.array(z.object({ type: z.string(), name: z.string(), count: z.number().int() })).meta({
    description: 'What the new parent has to give from then on, and the old one no longer: in use or set aside',
  }),
  gainsSight: z
    .array(Watcher)
    .max(mostNamedPeople)
    .meta({ description: `Who can see it afterwards and could not before; the first ${mostNamedPeople} by name` }),
  gainsSightCount: z.number().int().meta({ description: 'How many these are' }),
  losesSight: z
    .array(Watcher)
    .max(mostNamedPeople)
    .meta({ description: `Who could see it before and cannot afterwards; the first ${mostNamedPeople} by name` }),
  losesSightCount: z.number().int().meta({ description: 'How many these are' }),
  effectiveStatus: z
    .object({ before: z.enum(organizationStatuses), after: z.enum(organizationStatuses) })
    .meta({ description: 'The strictest status of it and of all above it' }),
  settings: z
    .array(z.object({ name: z.enum(['timeZone', 'locale', 'currency']), before: z.string(), after: z.string() }))
    .meta({ description: 'Inherited settings that another value holds for afterwards' }),
})
export type OrganizationMove = z.infer<typeof OrganizationMove>

export const moveOrganization = defineOperation({
  id: 'moveOrganization',
  method: 'PUT',
  path: '/organizations/{id}/parent',
  tag: 'organizations',
  summary: 'Moves an organization with all that lies below it under another parent; a dry run tells what that changes',
  access: 'organizations.move',
  isLong: true,
  params,
  body: z.strictObject({ parentId: OrganizationId }),
  response: OrganizationMove,
  status: 200,
  errors: ['not_found', 'precondition_failed', 'code_unavailable', 'license_exhausted'],
  versioned: true,
  dryRun: true,
  example: { body: { parentId: '01912d68-783e-7a3f-8e1c-9a6a5b1c2d3e' as OrganizationId } },
})

/** The two types that a customer can change between. */
export const convertibleTypes = ['customer', 'enterprise'] as const

/** What became of a customer that was turned into an enterprise, or back. */
export const OrganizationType = z.object({ id: OrganizationId, type: z.enum(convertibleTypes) })
export type OrganizationType = z.infer<typeof OrganizationType>

export const changeType = defineOperation({
  id: 'changeType',
  method: 'PUT',
  path: '/customers/{id}/type',
  tag: 'customers',
  summary: 'Turns a customer into an enterprise, which can hold divisions, or an enterprise without divisions back',
  access: 'customers.update',
  isLong: true,
  params,
  body: z.strictObject({ type: z.enum(convertibleTypes) }),
  response: OrganizationType,
  status: 200,
  errors: ['not_found', 'precondition_failed'],
  versioned: true,
  dryRun: true,
  example: { body: { type: 'enterprise' } },
})
