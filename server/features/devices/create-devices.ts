import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { newId } from '../../platform/clock/clock.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext, Context } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import { changeEntityDevices } from '../entities/public.ts'
import {
  classesOf,
  type DeviceClasses,
  type DeviceTraits,
  holdLicenses,
  takeLicensesThatFit,
  typesAmong,
} from '../license-counts/public.ts'
import { byNumber, changeCounts, effectiveStatuses, growthRefusal, shareTree } from '../organizations/public.ts'
import { settleTagsOfRows, tagNewDevices } from '../tags/public.ts'
import type { DeviceInput } from './create-device.ts'
import { columnsOf, nothingTold } from './device-columns.ts'
import { findHomes, holdCounts, insertDevices } from './devices.queries.ts'
import { auditedDevice } from './devices.view.ts'
import { changesOf, traitsOf } from './licensed-device.ts'
import { type FoundInRow, findNamedInRows, type NamedInRow } from './named-in-rows.ts'
import { problemOfDates } from './told-rightly.ts'

/** A device that somebody wants, and whose it would be; its entity, its user and its tags as a row of a file names them. */
export interface DeviceWish {
  organizationId: string
  input: Omit<DeviceInput, 'organizationId' | 'entityId' | 'userId' | 'tagIds'> & NamedInRow
}

/** Devices that a dry run has judged before, of one organization and alike in what they take. */
export interface DevicesBefore {
  organizationId: string
  traits: DeviceTraits
  count: number
}

type Row = ReturnType<typeof rowOf>

/**
 * Adds devices to any organizations by a few statements, each by the rules of adding one; tags that are missing are made.
 * Shares the lock of the provider's tree, then locks users, entities, counts and the counters of licenses.
 * @returns for each, in the order given, the device, or what is in its way, which keeps back none of the others: a license
 * that is not left goes to nobody, and what comes after takes what there still is
 */
export async function createDevices(
  context: CallContext,
  wishes: readonly DeviceWish[],
): Promise<({ part: { id: string }; version: number } | AppError)[]> {
  const { made, classes } = await newRows(context, wishes)
  const tagsOf = await settleTags(context, wishes, made)
  const rows = made.flatMap((each) => (each instanceof AppError ? [] : [each]))
  const refused = await addDevices(context, rows, 'device.created', classes)
  const added = rows.filter(({ id }) => !refused.has(id))
  await tagNewDevices(
    context,
    added.map(({ id, name, organization_id: organizationId }) => ({
      id,
      name,
      organizationId,
      tagIds: tagsOf.get(id) ?? [],
    })),
  )
  return made.map((each) =>
    each instanceof AppError ? each : (refused.get(each.id) ?? { part: { id: each.id }, version: 1 }),
  )
}

/**
 * Adds devices that take their licenses, each all of its own or none, with their counts and audit rows. The caller has shared
 * the lock of the provider's tree and let through no class that takes no new devices; locks entities, counts and the
 * counters of licenses.
 * @param classes as they were read under that lock
 * @returns what is in the way of those that there was no license for
 */
export async function addDevices(
  context: Context,
  rows: readonly Row[],
  reason: 'device.created' | 'device.enrolled' | 'device.licensed',
  classes: DeviceClasses,
  before: readonly DevicesBefore[] = [],
): Promise<Map<string, AppError>> {
  if (rows.length === 0) return new Map()
  await holdCounts(context.tx, distinct(rows.flatMap(({ entity_id }) => entity_id ?? [])), distinct(rows.map(homeOf)))
  const takes = rows.flatMap((row) => changesOf(row, typesAmong(classes, traitsOf(row)), 1))
  if (before.length > 0) await holdLicenses(context, takenBy(before, classes), takes)
  const refused = await takeLicensesThatFit(context, reason, takes)
  await write(
    context,
    rows.filter(({ id }) => !refused.has(id)),
    reason,
  )
  return refused
}

/** What devices take, added up by organization and type. */
function takenBy(before: readonly DevicesBefore[], classes: DeviceClasses) {
  const taken = new Map<string, { organizationId: string; type: string; count: number }>()
  for (const { organizationId, traits, count } of before)
    for (const type of typesAmong(classes, traits)) {
      const place = `${organizationId} ${type}`
      taken.set(place, { organizationId, type, count: count + (taken.get(place)?.count ?? 0) })
    }
  return [...taken.values()]
}

const distinct = (values: readonly string[]) => [...new Set(values)].sort()
const homeOf = ({ organization_id }: Row) => organization_id

async function write(context: Context, rows: readonly Row[], action: Parameters<typeof addDevices>[2]): Promise<void> {
  const { tx, actor } = context
  const { providerId } = actor.scope
  await insertDevices(
    tx,
    rows.map((row) => ({ ...row, provider_id: providerId })),
  )
  for (const [by, ids] of byNumber(rows.map(homeOf))) await changeCounts(tx, ids, 'devices', by)
  for (const [entityId, placed] of grouped(rows))
    await changeEntityDevices(tx, placed[0]?.organization_id ?? '', entityId, placed.length)
  await recordAudits(
    context,
    rows.map((row) => ({
      action,
      organizationId: row.organization_id,
      objectType: 'device',
      objectId: row.id,
      before: null,
      after: auditedDevice(row),
    })),
  )
}

function grouped(rows: readonly Row[]): Map<string, Row[]> {
  const of = new Map<string, Row[]>()
  for (const row of rows) if (row.entity_id) of.set(row.entity_id, [...(of.get(row.entity_id) ?? []), row])
  return of
}

async function newRows(
  context: CallContext,
  wishes: readonly DeviceWish[],
): Promise<{ made: (Row | AppError)[]; classes: DeviceClasses }> {
  const { tx, caller } = context
  const ids = distinct(wishes.map(({ organizationId }) => organizationId))
  await shareTree(tx)
  const homes = new Set((await findHomes(tx, ids)).map(({ id }) => id))
  const statuses = await effectiveStatuses(tx, ids)
  const foundFor = await findNamedInRows(context, wishes)
  const classes = await classesOf(context)
  const made = wishes.map((wish) => {
    const { organizationId } = wish
    if (!homes.has(organizationId)) return new AppError('not_found')
    const refusal = growthRefusal(caller, statuses.get(organizationId) ?? null, '')
    if (refusal) return refusal
    const found = foundFor(wish)
    if (found instanceof AppError) return found
    const row = rowOf(context, wish, found)
    const wrongDates = problemOfDates(row)
    return classes.problemOf(wish.input.class) ?? (wrongDates ? invalidInput(wrongDates) : row)
  })
  return { made, classes }
}

/**
 * The tags of devices that nothing else is in the way of, so that no row makes a tag and then is refused for what it says.
 * Licenses are asked for afterwards: a row that lacks one may leave a tag.
 * @param made where a tag is in the way, that takes the place of the row
 * @returns their ids by the ids of the rows
 */
async function settleTags(
  context: CallContext,
  wishes: readonly DeviceWish[],
  made: (Row | AppError)[],
): Promise<Map<string, string[]>> {
  const tagged = made.flatMap((row, index) => {
    const names = wishes[index]?.input.tagNames ?? []
    return row instanceof AppError || names.length === 0 ? [] : [{ index, row, names }]
  })
  const settled = await settleTagsOfRows(
    context,
    tagged.map(({ row, names }) => ({ organizationId: row.organization_id, names })),
  )
  const tags = new Map<string, string[]>()
  for (const [place, { index, row }] of tagged.entries()) {
    const ids = settled[place] ?? []
    if (ids instanceof AppError) made[index] = ids
    else tags.set(row.id, ids)
  }
  return tags
}

function rowOf({ clock }: CallContext, { organizationId, input }: DeviceWish, found: FoundInRow) {
  const { entityName: _, userEmail: __, tagNames: ___, ...told } = input
  const now = clock.now()
  return {
    ...nothingTold,
    ...columnsOf(told),
    name: input.name,
    name_key: sortKey(input.name),
    class: input.class,
    entity_id: found.entityId,
    user_id: found.userId,
    id: newId(),
    organization_id: organizationId,
    version: 1,
    created_at: now,
    updated_at: now,
  }
}
