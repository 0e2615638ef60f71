/** Rules that license devices which wait, in their order (RI8). */
import { z } from 'zod'
import { deviceClassCode } from './devices.ts'
import { coded } from './fields/issues.ts'
import { displayName, requiredText } from './fields/names.ts'
import { canonicalIp } from './fields/network-addresses.ts'
import { OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'
import { SeenDevice } from './seen-devices.ts'

/** The most rules that a provider has. */
export const mostRules = 100
/** The most waiting devices that a dry run shows of each rule. */
export const mostShown = 50

const ruleId = z.uuid().toLowerCase().meta({ description: 'Id of a rule' })

/** A range of addresses: an address, a slash and the number of bits that count; null for anything else. */
export function canonicalRange(typed: string): string | null {
  const [, address = '', bits = ''] = /^(.+)\/(\d{1,3})$/.exec(typed.trim()) ?? []
  const ip = canonicalIp(address)
  if (!ip || Number(bits) > (ip.includes(':') ? 128 : 32)) return null
  return `${ip}/${Number(bits)}`
}

const range = z
  .string()
  .overwrite((typed) => canonicalRange(typed) ?? typed)
  .refine(
    (typed) => canonicalRange(typed) !== null,
    coded('range_invalid', 'Needs a range like 192.0.2.0/24 or 2001:db8::/32'),
  )

/** What a device must be for a rule; what is empty holds for all, and of what is named one is enough. */
export const RuleConditions = z.strictObject({
  classes: z.array(deviceClassCode).max(50).default([]),
  makers: z
    .array(requiredText(100))
    .max(50)
    .default([])
    .meta({ description: 'Compared without regard to case and accents' }),
  addressRanges: z.array(range).max(50).default([]).meta({ description: 'One of its addresses lies in one of them' }),
  organizationIds: z
    .array(OrganizationId)
    .max(200)
    .default([])
    .meta({ description: 'It belongs to one of them, or to what lies below one' }),
})
export type RuleConditions = z.output<typeof RuleConditions>

/** A rule. */
export const LicenseRule = z.object({
  id: ruleId,
  name: z.string(),
  position: z.number().int().meta({ description: 'The first is 1' }),
  isOn: z.boolean(),
  conditions: RuleConditions,
  licensed: z.number().int().meta({ description: 'How many devices it has licensed' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type LicenseRule = z.infer<typeof LicenseRule>

const input = z.strictObject({
  name: displayName,
  isOn: z.boolean().default(true),
  conditions: RuleConditions,
  position: z.number().int().min(1).max(mostRules).optional().meta({ description: 'Last where it is missing' }),
})

/** A rule that a dry run looks at as if it were saved and on: a new one comes last, one that is there stays in its place. */
const draft = input.omit({ isOn: true, position: true }).extend({
  name: displayName
    .optional()
    .meta({ description: 'As nothing is saved, it may be missing: one that is there keeps its own' }),
  id: ruleId.optional().meta({ description: 'Of the rule that it is to become; a new one where it is missing' }),
})
export type RuleDraft = z.output<typeof draft>

/** What a run would do or has done. */
export const RuleRun = z.object({
  waiting: z
    .number()
    .int()
    .meta({ description: 'How many devices waited, without those that were licensed elsewhere during the run' }),
  licensed: z.number().int(),
  leftToNext: z
    .number()
    .int()
    .meta({ description: 'Matched beyond the most that a run licenses: another one follows at once' }),
  withoutLicense: z.number().int().meta({ description: 'Matched by a rule, without a license left for them' }),
  takingNothingNew: z.number().int().meta({
    description:
      'Matched by a rule, of customers that take nothing new now, being suspended, in offboarding or archived, or of classes that take no new devices',
  }),
  tokenUsedUp: z.number().int().meta({ description: 'Matched by a rule, of tokens that may add no more devices' }),
  tokenRevoked: z
    .number()
    .int()
    .meta({ description: 'Matched by a rule, of tokens that are gone and might add so many devices only' }),
  rules: z.array(
    z.object({ id: ruleId, name: z.string(), licensed: z.number().int(), devices: z.array(SeenDevice) }).meta({
      description: `Each with the first ${mostShown} that it licenses`,
    }),
  ),
})
export type RuleRun = z.infer<typeof RuleRun>

const params = z.object({ id: ruleId })

export const listLicenseRules = defineOperation({
  id: 'listLicenseRules',
  method: 'GET',
  path: '/license-rules',
  tag: 'license-rules',
  summary: 'Lists the rules that license waiting devices, in their order',
  access: 'license_pool.manage',
  response: z.object({ items: z.array(LicenseRule) }),
  status: 200,
  errors: [],
})

export const createLicenseRule = defineOperation({
  id: 'createLicenseRule',
  method: 'POST',
  path: '/license-rules',
  tag: 'license-rules',
  summary: 'Adds a rule',
  access: 'license_pool.manage',
  body: input,
  response: LicenseRule,
  status: 201,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  versioned: true,
  example: { body: { name: 'Servers first', conditions: { classes: ['server'] } } },
})

export const getLicenseRule = defineOperation({
  id: 'getLicenseRule',
  method: 'GET',
  path: '/license-rules/{id}',
  tag: 'license-rules',
  summary: 'Reads a rule',
  access: 'license_pool.manage',
  params,
  response: LicenseRule,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const updateLicenseRule = defineOperation({
  id: 'updateLicenseRule',
  method: 'PATCH',
  path: '/license-rules/{id}',
  tag: 'license-rules',
  summary: 'Changes a rule, or its place among the others',
  access: 'license_pool.manage',
  params,
  body: input.extend({ isOn: z.boolean() }).partial(),
  response: LicenseRule,
  status: 200,
  errors: ['not_found', 'precondition_failed', 'precondition_required'],
  versioned: true,
  example: { body: { isOn: false } },
})

export const deleteLicenseRule = defineOperation({
  id: 'deleteLicenseRule',
  method: 'DELETE',
  path: '/license-rules/{id}',
  tag: 'license-rules',
  summary: 'Deletes a rule; what it has licensed stays licensed',
  access: 'license_pool.manage',
  params,
  status: 204,
  errors: ['not_found', 'precondition_failed'],
  versioned: true,
})

export const runLicenseRules = defineOperation({
  id: 'runLicenseRules',
  method: 'POST',
  path: '/license-rules/run',
  tag: 'license-rules',
  summary:
    'Licenses waiting devices by the rules that are on, each by the first that holds for it; a dry run tells which, also with a rule that is off or not saved yet',
  access: 'license_pool.manage',
  isLong: true,
  body: z.strictObject({
    ruleIds: z.array(ruleId).min(1).max(mostRules).optional().meta({
      description: 'In a dry run alone: rules that are looked at as if they were on',
    }),
    draft: draft.optional().meta({
      description: 'In a dry run alone: a rule that is looked at as if it were saved and on',
    }),
  }),
  response: RuleRun,
  status: 200,
  errors: ['conflict', 'idempotency_in_progress', 'idempotency_key_reused'],
  secretAnswer: true,
  dryRun: true,
  example: { body: {} },
})
