/** Two customers that are one: the one that goes becomes part of the other, which is previewed first and leaves a redirect. */
import { z } from 'zod'
import { coded } from './fields/issues.ts'
import { displayName } from './fields/names.ts'
import { EntityId, MembershipId, OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'
import { mostNamedPeople } from './organization-moves.ts'
import { organizationStatuses } from './organizations.ts'

/** What is taken from the one or the other as a whole: an address and a plan are not mixed. */
export const mergedFields = [
  'name',
  'domain',
  'businessEmail',
  'phone',
  'website',
  'subscriptionId',
  'accountManagerEmail',
  'location',
  'billing',
  'plan',
  'timeZone',
  'locale',
  'currency',
  'customerTypeId',
  'partnerSubscriptionId',
] as const
export type MergedFieldName = (typeof mergedFields)[number]

/** Why two cannot be merged; stands in `params.reason` of the refusal. */
export const mergeRefusals = [
  'own_organization',
  'type_not_mergeable',
  'organization_not_empty',
  'too_many_contacts',
] as const
export type MergeRefusal = (typeof mergeRefusals)[number]

/** Entities that a merge renames as the caller says; of the others names that are taken get the code added. */
export const mostRenamedEntities = 1000

const side = z.enum(['source', 'target'])
const count = (description: string) => z.number().int().meta({ description })
const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable())

/** A field in which the two differ, with the parts that it consists of. */
export const MergedField = z.object({
  field: z.enum(mergedFields),
  source: values,
  target: values,
  chosen: side.meta({
    description: 'Whose value stays: the target’s unless it has none or the caller chose otherwise',
  }),
})
export type MergedField = z.infer<typeof MergedField>

const named = z.object({ name: z.string(), email: z.string() })

const Onlooker = named.extend({
  membershipId: MembershipId,
  organizationName: z.string().meta({ description: 'Where they belong' }),
})

/** What a merge does: the same for the preview and for the merge itself. */
export const CustomerMerge = z.object({
  id: OrganizationId,
  intoId: OrganizationId,
  intoVersion: z
    .number()
    .int()
    .meta({ description: 'Version of the target before; sent back, it confirms what was seen' }),
  source: z.object({ name: z.string(), code: z.string() }),
  target: z.object({ name: z.string(), code: z.string() }),
  fields: z.array(MergedField).meta({ description: 'Fields in which they differ' }),
  counts: z
    .object({
      devices: z.number().int(),
      entities: z.number().int(),
      users: z.number().int(),
      invitations: count('Invitations that nobody has accepted yet'),
      contacts: z.number().int(),
      salesRepresentatives: z.number().int(),
      technicians: count('Users in sight who look after the target because they looked after the source'),
      externalIds: count('Ids in other systems that the target did not have yet'),
      notes: z.number().int(),
      enrollmentTokens: count('Tokens with which devices enroll'),
      waitingDevices: count(
        'Devices that were seen and wait for a license, but for those that wait at the target as well',
      ),
      drafts: count('Drafts of one’s own that named the source and name the target from then on'),
      redirects: count('Customers merged into the source before, which lead to the target from then on'),
    })
    .meta({ description: 'What becomes the target’s' }),
  entitiesRenamed: z
    .array(z.object({ id: EntityId, name: z.string(), newName: z.string() }))
    .meta({ description: 'Entities of the source whose name the target has already, or that the caller renames' }),
  serialNumbersShared: z
    .array(z.object({ serialNumber: z.string(), name: z.string(), otherName: z.string() }))
    .max(mostNamedPeople)
    .meta({
      description: `Serial numbers that devices of both have, by which programs that enroll tell devices of a customer apart, with the name of a device of the source and of one of the target; the first ${mostNamedPeople}, and none for who may not read devices`,
    }),
  serialNumbersSharedCount: count('How many these are'),
  usersWithdrawn: z.array(named.extend({ membershipId: MembershipId })).meta({
    description: 'Places that go of people with one in each: the target’s stays, unless only the source’s was accepted',
  }),
  sessionsEnded: count('Sessions that end with those places'),
  apiKeysStopped: count('API keys that stop with those places'),
  contactsLeftOut: z.array(named).meta({ description: 'Contacts whose email one of the target’s has' }),
  salesRepresentativesLeftOut: z
    .array(named)
    .meta({ description: 'Those whom the target has already, and those beyond the third' }),
  notesUnpinned: count('Notes that are pinned no more, because the target has one'),
  limitsDropped: z
    .array(z.object({ type: z.string(), name: z.string(), limit: z.number().int(), overage: z.number().int() }))
    .meta({ description: 'Limits of licenses that the source had: those of the target stay as they are' }),
  onboardingItemsDropped: count('Open items of the source’s onboarding list; the target’s list stays'),
  techniciansReleased: count('Assignments that end because the user belongs to a partner that the source leaves'),
  gainsSight: z
    .array(Onlooker)
    .max(mostNamedPeople)
    .meta({ description: `Who sees more afterwards than before; the first ${mostNamedPeople} by name` }),
  gainsSightCount: count('How many these are'),
  losesSight: z
    .array(Onlooker)
    .max(mostNamedPeople)
    .meta({ description: `Who saw the source and will not see what it had; the first ${mostNamedPeople} by name` }),
  losesSightCount: count('How many these are'),
  effectiveStatus: z
    .object({ before: z.enum(organizationStatuses), after: z.enum(organizationStatuses) })
    .meta({ description: 'The strictest status that holds for what the source has, with all that lies above' }),
})
export type CustomerMerge = z.infer<typeof CustomerMerge>

export const mergeCustomer = defineOperation({
  id: 'mergeCustomer',
  method: 'POST',
  path: '/customers/{id}/merge',
  tag: 'customers',
  summary:
    'Merges a customer into another one of the provider, which gets all that it has and whose address it then leads to; its code stays reserved until that one is deleted for good. Takes customers.update, too; a dry run tells what it changes',
  access: 'organizations.move',
  isLong: true,
  params: z.object({ id: OrganizationId.meta({ description: 'Id of the customer that goes' }) }),
  body: z.strictObject({
    intoId: OrganizationId.meta({ description: 'The customer that it becomes part of' }),
    intoVersion: z
      .union([z.number().int(), z.literal('*')], { error: 'A whole number or * is needed' })
      .optional()
      .meta({ description: 'Version of the target that the preview told, or * for any; needed but for a dry run' }),
    fields: z.partialRecord(z.enum(mergedFields), side).optional().meta({
      description: 'Whose value stays in fields that differ; unnamed ones keep the target’s where it has one',
    }),
    entityNames: z
      .record(EntityId, displayName)
      .refine((names) => Object.keys(names).length <= mostRenamedEntities, {
        ...coded('too_many', `At most ${mostRenamedEntities} entities are renamed at once`),
      })
      .optional()
      .meta({ description: 'New names of entities of the source; else one that the target has gets the code added' }),
  }),
  response: CustomerMerge,
  status: 200,
  errors: [
    'not_found',
    'precondition_required',
    'precondition_failed',
    'merge_refused',
    'license_exhausted',
    'idempotency_in_progress',
    'idempotency_key_reused',
  ],
  versioned: true,
  dryRun: true,
  example: {
    body: {
      intoId: '01912d68-783e-7a3f-8e1c-9a6a5b1c2d3e' as OrganizationId,
      intoVersion: 7,
      fields: { domain: 'source' },
    },
  },
})
