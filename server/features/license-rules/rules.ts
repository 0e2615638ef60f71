/** The rules that license waiting devices, as an administrator keeps them (RI8). */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import type { createLicenseRule, LicenseRule, updateLicenseRule } from '@tenantry/contract/license-rules.ts'
import { mostRules, RuleConditions } from '@tenantry/contract/license-rules.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import { newId } from '../../platform/clock/clock.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext, Context } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import { classesOf, wakeRules } from '../license-counts/public.ts'
import { shareTree } from '../organizations/public.ts'
import {
  deleteRuleRow,
  findRules,
  findSeenOf,
  insertRule,
  numberRules,
  type RuleRow,
  updateRuleRow,
} from './license-rules.queries.ts'

/** Lists the rules in their order. */
export async function listRules({ tx }: CallContext): Promise<{ items: LicenseRule[] }> {
  return { items: (await findRules(tx)).map(ruleView) }
}

/** Reads a rule. @throws not_found (404) */
export async function getRule({ tx }: CallContext, id: string): Promise<{ rule: LicenseRule; version: number }> {
  const row = (await findRules(tx)).find((each) => each.id === id)
  if (!row) throw new AppError('not_found')
  return { rule: ruleView(row), version: row.version }
}

/**
 * Adds a rule at its place. Shares the lock of the provider's tree, under which no class goes.
 * @throws invalid_input (422) beyond the most, and for customers and classes that do not exist
 */
export async function createRule(
  context: CallContext,
  { position, ...input }: InputOf<typeof createLicenseRule>['body'],
): Promise<{ rule: LicenseRule; version: number }> {
  const { tx, caller, clock } = context
  await shareTree(tx)
  const rules = await findRules(tx, true)
  if (rules.length >= mostRules)
    throw invalidInput({ path: '', code: 'too_many', message: `There are ${mostRules} rules already` })
  await requireThere(context, input.conditions)
  const now = clock.now()
  const id = newId()
  await insertRule(tx, {
    provider_id: caller.scope.providerId,
    organization_id: caller.scope.providerId,
    id,
    name: input.name,
    is_on: input.isOn,
    conditions: JSON.stringify(input.conditions),
    position: rules.length + 1,
    created_at: now,
    updated_at: now,
  })
  await place(context, rules, id, position)
  await wakeRules(tx)
  await recordAudit(context, { ...aboutRule(context, id), action: 'license_rule.created', after: audited(input) })
  return getRule(context, id)
}

/**
 * Changes a rule, or its place. Shares the lock of the provider's tree, under which no class goes.
 * @throws not_found (404); precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) for customers and classes that do not exist
 */
export async function updateRule(
  context: CallContext,
  id: string,
  { position, ...patch }: InputOf<typeof updateLicenseRule>['body'],
): Promise<{ rule: LicenseRule; version: number }> {
  const { tx, clock } = context
  await shareTree(tx)
  const rules = await findRules(tx, true)
  const row = held(context, rules, id)
  if (patch.conditions) await requireThere(context, patch.conditions)
  const before = ruleView(row)
  const after = { ...before, ...withoutMissing(patch) }
  const hasChanged = JSON.stringify(audited(before)) !== JSON.stringify(audited(after))
  if (hasChanged)
    await updateRuleRow(tx, id, {
      name: after.name,
      is_on: after.isOn,
      conditions: JSON.stringify(after.conditions),
      updated_at: clock.now(),
    })
  await place(context, rules, id, position)
  await wakeRules(tx)
  await recordAudit(context, {
    ...aboutRule(context, id),
    action: 'license_rule.updated',
    before: { ...audited(before), position: before.position },
    after: { ...audited(after), position: position ?? before.position },
    names: ['name'],
  })
  return getRule(context, id)
}

/** Deletes a rule. @throws not_found (404); precondition_failed (412) when somebody has changed it since */
export async function deleteRule(context: CallContext, id: string): Promise<void> {
  const rules = await findRules(context.tx, true)
  const row = held(context, rules, id)
  await deleteRuleRow(context.tx, id)
  await numberRules(
    context.tx,
    rules.filter((each) => each.id !== id).map((each) => each.id),
  )
  await recordAudit(context, {
    ...aboutRule(context, id),
    action: 'license_rule.deleted',
    before: audited(ruleView(row)),
  })
}

/** What a rule wants of a device. */
export function conditionsOf(row: Pick<RuleRow, 'conditions'>): RuleConditions {
  return RuleConditions.parse(row.conditions)
}

function held({ ifMatch }: CallContext, rules: readonly RuleRow[], id: string): RuleRow {
  const row = rules.find((each) => each.id === id)
  if (!row) throw new AppError('not_found')
  requireMatch(ifMatch, row.version)
  return row
}

/** Moves a rule to its place; the others keep their order. */
async function place({ tx }: CallContext, rules: readonly RuleRow[], id: string, position: number | undefined) {
  if (position === undefined) return
  const ids = rules.map((each) => each.id).filter((each) => each !== id)
  ids.splice(position - 1, 0, id)
  await numberRules(tx, ids)
}

/**
 * Refuses customers and classes that do not exist.
 * @param field where the conditions stand in the request
 * @throws invalid_input (422)
 */
export async function requireThere(
  context: Context,
  { classes, organizationIds }: RuleConditions,
  field = 'conditions',
): Promise<void> {
  const found = await findSeenOf(context.tx, organizationIds)
  const { codes } = await classesOf(context)
  const missing = (all: readonly string[], isThere: (each: string) => boolean, list: string, problem: Problem) =>
    all.flatMap((each, index) => (isThere(each) ? [] : [{ path: `${field}.${list}.${index}`, ...problem }]))
  const problems = [
    ...missing(classes, (code) => codes.includes(code), 'classes', {
      code: 'class_unknown',
      message: `One of ${codes.join(', ')} is needed`,
    }),
    ...missing(organizationIds, (id) => found.has(id), 'organizationIds', {
      code: 'unknown_reference',
      message: 'There is no such customer',
    }),
  ]
  if (problems.length > 0) throw invalidInput(...problems)
}

type Problem = Omit<FieldProblem, 'path'>

function aboutRule({ caller }: CallContext, id: string) {
  return { organizationId: caller.scope.providerId, objectType: 'license_rule', objectId: id }
}

const audited = ({ name, isOn, conditions }: Pick<LicenseRule, 'name' | 'isOn' | 'conditions'>) => ({
  name,
  isOn,
  conditions: JSON.stringify(conditions),
})

function withoutMissing<Patch extends object>(patch: Patch) {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Patch]: Exclude<Patch[Key], undefined>
  }
}

function ruleView(row: RuleRow): LicenseRule {
  return {
    id: row.id,
    name: row.name,
    position: row.position,
    isOn: row.is_on,
    conditions: conditionsOf(row),
    licensed: row.licensed,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
