/** The classes of devices: built-in ones, and the provider's own (IF15). */
import type { DeviceClass, DeviceClassInput, DeviceClassPatch } from '@tenantry/contract/device-classes.ts'
import { mostClasses } from '@tenantry/contract/device-classes.ts'
import { builtInClasses } from '@tenantry/contract/devices.ts'
import { countOf, englishCount } from '../../platform/english.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import { classesSeenBy, wakeRules } from '../license-counts/public.ts'
import { lockTree } from '../organizations/public.ts'
import { requireWhole } from '../settings/public.ts'
import { freeCode } from './class-code.ts'
import { requireTypes } from './class-types.ts'
import {
  type ClassRow,
  countByClass,
  countUsesOfClass,
  deleteClassRow,
  findClasses,
  insertClass,
  updateClassRow,
} from './device-classes.queries.ts'
import { auditedClass, classView } from './device-classes.view.ts'

/** A class with its version. */
interface Versioned {
  deviceClass: DeviceClass
  version: number
}

/**
 * Lists the classes of the caller's provider that there are for the caller, and on request how many devices have each of those
 * that the caller sees.
 */
export async function listClasses(
  context: CallContext,
  { counted }: { counted?: 'true' | 'false' | undefined },
): Promise<{ items: DeviceClass[] }> {
  const { tx, caller } = context
  const rows = await findSeenClasses(context)
  if (counted !== 'true') return { items: rows.map((row) => classView(row, caller)) }
  const counts = await countByClass(tx)
  return { items: rows.map((row) => classView(row, caller, counts.get(row.code) ?? 0)) }
}

/** Reads a class. @throws not_found (404) when there is none with this key */
export async function getClass(context: CallContext, code: string): Promise<Versioned> {
  const row = (await findSeenClasses(context)).find((each) => each.code === code)
  if (!row) throw new AppError('not_found')
  const counts = await countByClass(context.tx, code)
  return { deviceClass: classView(row, context.caller, counts.get(code) ?? 0), version: row.version }
}

/**
 * Adds a class of the provider's own. Holds the provider's tree alone.
 * @throws forbidden (403) for people who do not see all of the provider
 * @throws invalid_input (422) when another one has the key that is asked for or the name, whatever its case, for types that
 * there are not, and beyond the most
 */
export async function createClass(
  context: CallContext,
  { name, code, icon, licenseTypes }: DeviceClassInput,
): Promise<Versioned> {
  const { tx, caller } = context
  await requireWhole(context)
  await lockTree(tx)
  const rows = await findClasses(tx)
  const taken = new Set(rows.map((each) => each.code))
  if (code !== undefined && taken.has(code))
    throw invalidInput({ path: 'code', code: 'code_taken', message: 'Another class has this key' })
  if (rows.length >= mostClasses)
    throw invalidInput({ path: '', code: 'too_many', message: `There are ${mostClasses} classes already` })
  await requireTypes(context, licenseTypes, 'licenseTypes')
  const key = code ?? freeCode(name, taken)
  await nameFree(
    insertClass(tx, {
      provider_id: caller.scope.providerId,
      code: key,
      name,
      icon,
      license_types: licenseTypes,
      position: Math.max(0, ...rows.map((each) => each.position)) + 1,
    }),
  )
  const made = await findClass(context, key)
  await recordClass(context, 'device_class.created', null, made)
  return { deviceClass: classView(made, caller, 0), version: made.version }
}

/**
 * Renames a class, changes its picture, or archives it: from then on no device gets it. Holds the provider's tree alone.
 * @throws forbidden (403) for people who do not see all of the provider
 * @throws not_found (404) when there is none with this key
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) when another one has the name, whatever its case, and for name and picture of a built-in one
 */
export async function updateClass(context: CallContext, code: string, patch: DeviceClassPatch): Promise<Versioned> {
  const { tx, ifMatch } = context
  await requireWhole(context)
  await lockTree(tx)
  const before = await findClass(context, code)
  requireMatch(ifMatch, before.version)
  const { name = before.name, icon, isArchived = before.is_archived } = patch
  if (before.is_built_in) refuseFixed(before, patch)
  const change = { name, icon: before.is_built_in ? null : (icon ?? before.icon), is_archived: isArchived }
  const isSame = name === before.name && change.icon === before.icon && isArchived === before.is_archived
  if (isSame) return getClass(context, code)
  await nameFree(updateClassRow(tx, code, change))
  // What waits with it may be licensed again.
  if (before.is_archived && !isArchived) await wakeRules(tx)
  await recordClass(context, 'device_class.updated', before, await findClass(context, code))
  return getClass(context, code)
}

/**
 * Deletes a class of the provider's own that nothing is of. Holds the provider's tree alone, so that nothing comes meanwhile.
 * @throws forbidden (403) for people who do not see all of the provider
 * @throws not_found (404) when there is none with this key
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) for a built-in one
 * @throws device_class_in_use (409) while devices have it, retired and waiting ones included, or rules name it
 */
export async function deleteClass(context: CallContext, code: string): Promise<void> {
  const { tx, ifMatch } = context
  await requireWhole(context)
  await lockTree(tx)
  const row = await findClass(context, code)
  requireMatch(ifMatch, row.version)
  if (row.is_built_in)
    throw invalidInput({
      path: 'code',
      code: 'class_built_in',
      message: 'Built-in classes are not deleted: archive it',
    })
  const uses = await countUsesOfClass(tx, code)
  if (uses.devices + uses.waiting + uses.rules > 0)
    throw new AppError('device_class_in_use', {
      detail: usesText(uses),
      params: uses,
    })
  await deleteClassRow(tx, code)
  await recordClass(context, 'device_class.deleted', row, null)
}

function usesText({ devices, waiting, rules }: Record<'devices' | 'waiting' | 'rules', number>): string {
  return [
    `${countOf(devices, 'device')} ${devices === 1 ? 'has' : 'have'} it`,
    `${englishCount(waiting)} ${waiting === 1 ? 'waits' : 'wait'} with it`,
    `${countOf(rules, 'rule')} ${rules === 1 ? 'names' : 'name'} it`,
  ].join(', ')
}

function refuseFixed(
  before: ClassRow,
  { name = before.name, icon = before.code as DeviceClass['icon'] }: DeviceClassPatch,
) {
  const fixed = [...(name === before.name ? [] : ['name']), ...(icon === builtInIcon(before) ? [] : ['icon'])]
  if (fixed.length === 0) return
  const message = 'Built-in classes keep their name and picture'
  throw invalidInput(...fixed.map((path) => ({ path, code: 'class_built_in', message })))
}

const builtInIcon = ({ code }: ClassRow) => builtInClasses.find((each) => each === code)

async function nameFree(written: Promise<void>): Promise<void> {
  try {
    await written
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint === 'device_classes_name')
      throw invalidInput({ path: 'name', code: 'name_taken', message: 'Another class of devices has this name' })
    throw error
  }
}

/** The classes that there are for the caller. */
async function findSeenClasses(context: CallContext): Promise<ClassRow[]> {
  return classesSeenBy(context, await findClasses(context.tx))
}

async function findClass({ tx }: CallContext, code: string): Promise<ClassRow> {
  const row = (await findClasses(tx)).find((each) => each.code === code)
  if (!row) throw new AppError('not_found')
  return row
}

async function recordClass(
  context: CallContext,
  action: 'device_class.created' | 'device_class.updated' | 'device_class.deleted',
  before: ClassRow | null,
  after: ClassRow | null,
): Promise<void> {
  const { providerId } = context.caller.scope
  await recordAudit(context, {
    action,
    organizationId: providerId,
    objectType: 'device_class',
    objectId: providerId,
    before: before && auditedClass(before),
    after: after && auditedClass(after),
    names: ['name'],
  })
}
