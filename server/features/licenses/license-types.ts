/** The types of licenses: shipped ones, and the provider's own. */
import type { createLicenseType, LicenseType, updateLicenseType } from '@tenantry/contract/licenses.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import { countOf, englishCount } from '../../platform/english.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import { renewAlerts, trialDevices, wakeRules } from '../license-counts/public.ts'
import { lockTree } from '../organizations/public.ts'
import { requireProvider, requireWhole } from '../settings/public.ts'
import {
  countUse,
  countUsesOfType,
  deleteTypeRow,
  findTypes,
  insertType,
  renameType,
  switchType,
  type TypeRow,
} from './licenses.queries.ts'
import { typeView } from './licenses.view.ts'
import { renewPool } from './pool.ts'

/** A type with its version. */
interface Versioned {
  type: LicenseType
  version: number
}

/** Lists the types; for whoever may not see the pool, those alone that are counted. */
export async function listTypes({ tx, caller }: CallContext): Promise<{ items: LicenseType[] }> {
  const types = await findTypes(tx)
  const seesAll = caller.permissions.has('license_pool.read')
  return { items: types.filter(({ is_on }) => seesAll || is_on).map(typeView) }
}

/**
 * Reads a type; one that is not counted only for whoever may see the pool.
 * @throws not_found (404) when there is no such type for the caller
 */
export async function getType(context: CallContext, code: string): Promise<Versioned> {
  const row = await findType(context, code)
  if (!row.is_on && !context.caller.permissions.has('license_pool.read')) throw new AppError('not_found')
  return { type: typeView(row), version: row.version }
}

/**
 * Adds a type of the provider's own, counted from now on.
 * @throws forbidden (403) for people who do not see the provider itself
 * @throws invalid_input (422) when another one has the code or the name, or the product counts something under the code
 */
export async function createType(
  context: CallContext,
  { code, name }: InputOf<typeof createLicenseType>['body'],
): Promise<Versioned> {
  await requireProvider(context)
  const { tx, caller } = context
  await lockTree(tx)
  const types = await findTypes(tx)
  if (code === trialDevices || types.some((each) => each.code === code))
    throw invalidInput({ path: 'code', code: 'code_taken', message: 'Another type of license has this code' })
  const row = { provider_id: caller.scope.providerId, code, name, position: types.length + 1, is_on: true }
  await nameFree(insertType(tx, row))
  const made = await findType(context, code)
  await recordType(context, 'license_type.created', null, made)
  return { type: typeView(made), version: made.version }
}

/**
 * Renames a type, or begins or ends to count it: whatever lives of it takes it, or gives it back with all limits. Holds the
 * provider's tree alone.
 * @throws forbidden (403) for people who do not see the provider itself
 * @throws not_found (404) when there is no such type
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) when another one has the name, whatever its case
 * @throws license_limit_below_use (409) where it would be switched on with more in use than is owned, without confirmation
 * @throws license_type_in_use (409) where it would be switched off while something takes it, without confirmation
 */
export async function updateType(
  context: CallContext,
  code: string,
  patch: InputOf<typeof updateLicenseType>['body'],
): Promise<Versioned> {
  await requireProvider(context)
  const { tx, ifMatch } = context
  await lockTree(tx)
  const before = await findType(context, code)
  requireMatch(ifMatch, before.version)
  const { name = before.name, isOn = before.is_on } = patch
  if (name === before.name && isOn === before.is_on) return { type: typeView(before), version: before.version }
  if (before.is_on && !isOn && patch.confirm !== true) await refuseUsed(context, code)
  await nameFree(renameType(tx, code, name))
  if (isOn !== before.is_on) {
    // What the day alone has made of other types asks nobody.
    await renewPool(context, true)
    await switchType(context, code, isOn)
    await renewAlerts(context, context.caller.scope.providerId)
    await renewPool(context, patch.confirm === true)
    await wakeRules(context.tx)
  }
  const after = await findType(context, code)
  await recordType(context, 'license_type.updated', before, after)
  return { type: typeView(after), version: after.version }
}

/**
 * Deletes a type of the provider's own that was never used. Holds the provider's tree alone, so that nothing comes meanwhile.
 * @throws forbidden (403) for people who do not see all of the provider
 * @throws not_found (404) when there is no such type
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) for a built-in one
 * @throws license_type_used (409) where it was bought, set aside or taken, or something names it
 */
export async function deleteType(context: CallContext, code: string): Promise<void> {
  await requireWhole(context)
  const { tx, ifMatch } = context
  await lockTree(tx)
  const row = await findType(context, code)
  requireMatch(ifMatch, row.version)
  if (row.is_built_in)
    throw invalidInput({
      path: 'code',
      code: 'type_built_in',
      message: 'Built-in types are not deleted: switch it off',
    })
  const uses = await countUsesOfType(tx, code)
  if (Object.values(uses).some((count) => count > 0))
    throw new AppError('license_type_used', { detail: usesText(uses), params: uses })
  await deleteTypeRow(tx, code)
  await recordType(context, 'license_type.deleted', row, null)
}

function usesText({ organizations, purchases, classes, alerts }: Awaited<ReturnType<typeof countUsesOfType>>): string {
  const parts: [number, string][] = [
    [organizations, `it stands in the ledger of ${countOf(organizations, 'organization')}`],
    [purchases, `there ${purchases === 1 ? 'is' : 'are'} ${countOf(purchases, 'purchase')} of it`],
    [classes, `${countOf(classes, 'class', 'classes')} ${classes === 1 ? 'takes' : 'take'} it`],
    [alerts, `${countOf(alerts, 'setting')} of alerts ${alerts === 1 ? 'names' : 'name'} it`],
  ]
  const told = parts.flatMap(([count, text]) => (count > 0 ? [text] : []))
  const sentence = told.join(', ')
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}; it can be switched off instead`
}

async function nameFree(update: Promise<void>): Promise<void> {
  try {
    await update
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint === 'license_types_name')
      throw invalidInput({ path: 'name', code: 'name_taken', message: 'Another type of license has this name' })
    throw error
  }
}

async function refuseUsed({ tx, caller }: CallContext, code: string): Promise<void> {
  const { used, limits } = await countUse(tx, code, caller.scope.providerId)
  if (used + limits > 0)
    throw new AppError('license_type_in_use', {
      detail: `${englishCount(used)} in use, limits of ${countOf(limits, 'organization')}`,
      params: { used, limits },
    })
}

async function findType({ tx }: CallContext, code: string): Promise<TypeRow> {
  const row = (await findTypes(tx)).find((each) => each.code === code)
  if (!row) throw new AppError('not_found')
  return row
}

async function recordType(
  context: CallContext,
  action: 'license_type.created' | 'license_type.updated' | 'license_type.deleted',
  before: TypeRow | null,
  after: TypeRow | null,
): Promise<void> {
  const { providerId } = context.caller.scope
  await recordAudit(context, {
    action,
    organizationId: providerId,
    objectType: 'license_type',
    objectId: providerId,
    before: before && typeView(before),
    after: after && typeView(after),
    names: ['name', 'code'],
  })
}
