import { lockSpaces, shareLocks } from '../../platform/database/advisory-lock.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { CallContext } from '../../platform/http/context.ts'
import {
  classesOf,
  type DeviceClasses,
  type HeldLicenses,
  holdLicenses,
  type LicensePlace,
  typesAmong,
} from '../license-counts/public.ts'
import { shareTree } from '../organizations/public.ts'
import type { DeviceWish } from './create-devices.ts'
import { changedColumns, columnsOf } from './device-columns.ts'
import { type ChangingRow, findChanging, findHomes, holdCounts, lockChanging } from './devices.queries.ts'
import { traitsOf, traitsOfWish } from './licensed-device.ts'
import { findNamedInRows, type NamedInRow } from './named-in-rows.ts'
import type { DevicePatch } from './update-device.ts'

/** What is about to happen to a device. */
export interface ComingChange {
  id: string
  /** What is changed of it; its entity as a row of a file may name it. */
  patch?: DevicePatch & NamedInRow
  /** Where it moves, or that it is deleted. */
  goes?: { to: string } | 'away'
}

/** What comes beside the changes of some devices. */
export interface ComingWith {
  /** Devices that are added afterwards. */
  wishes?: readonly DeviceWish[]
  /** Licenses that a dry run has found to be taken before, or to be given back where the count is below 0. */
  before?: readonly HeldLicenses[]
}

/**
 * Locks all that some devices lock when they are changed one after the other, in the order in which changing one locks it:
 * devices, entities, counts, and counters of licenses, each by their ids. Else the second would begin at the first of these
 * again while the last are held for the first. Shares the locks of the provider's tree and of the enrollments that the
 * devices lie with. What differs in nothing is not locked, and counters of licenses are where some of the changes, or new
 * ones alone, move licenses. What begins to differ between the look and the lock is locked in its turn: whoever meets it the
 * other way round is tried again, piece by piece, then one by one.
 * @returns whether they are, those of new ones included
 */
export async function holdDevices(
  context: CallContext,
  changes: readonly ComingChange[],
  { wishes = [], before = [] }: ComingWith = {},
): Promise<boolean> {
  const { tx } = context
  await shareTree(tx)
  if (changes.length === 0 && before.length === 0) return false
  const coming = await lockDiffering(tx, changes)
  const classes = await classesOf(context)
  const places = coming.flatMap((each) => placesOf(classes, each))
  const isLicensing = places.length > 0 || (changes.length === 0 && before.length > 0 && wishes.length > 0)
  const { homes, entityIds } = await countedAnew(
    context,
    coming,
    isLicensing || coming.some(leavesEntity) ? wishes : [],
  )
  if (homes.length > 0 || entityIds.length > 0) await holdCounts(tx, entityIds, homes)
  if (!isLicensing) return false
  await holdLicenses(context, before, [...places, ...wishes.flatMap((wish) => placesOfNew(classes, wish))])
  return true
}

interface Coming {
  row: ChangingRow
  change: ComingChange
}

async function lockDiffering(tx: TenantTransaction, changes: readonly ComingChange[]): Promise<Coming[]> {
  if (changes.length === 0) return []
  const byId = new Map((await withinSight(tx, changes)).map((change) => [change.id, change]))
  const differing = (row: ChangingRow) => {
    const { patch, goes } = byId.get(row.id) ?? {}
    return goes !== undefined || (patch !== undefined && differs(row, patch))
  }
  const found = (await findChanging(tx, [...byId.keys()])).filter(differing)
  if (found.length === 0) return []
  // Devices that report themselves are noted in whatever order they are found: they wait for this lock before.
  const homes = found.map(({ organization_id }) => organization_id)
  await shareLocks(tx, lockSpaces.enrollments, distinct(homes))
  const ids = found.map(({ id }) => id)
  const rows = await lockChanging(tx, ids)
  return rows.flatMap((row) => {
    const change = byId.get(row.id)
    return change ? [{ row, change }] : []
  })
}

/** Those that go nowhere out of the caller's sight, which is refused in its turn. */
async function withinSight(tx: TenantTransaction, changes: readonly ComingChange[]): Promise<ComingChange[]> {
  const targets = distinct(changes.map(({ goes }) => (typeof goes === 'object' ? goes.to : null)))
  const seen = new Set(targets.length === 0 ? [] : (await findHomes(tx, targets)).map(({ id }) => id))
  return changes.filter(({ goes }) => typeof goes !== 'object' || seen.has(goes.to))
}

/** In doubt it does. */
function differs(
  row: ChangingRow,
  { entityName, userEmail, tagIds, tagNames, ...fields }: DevicePatch & NamedInRow,
): boolean {
  if (tagIds !== undefined || tagNames !== undefined || (userEmail ?? null) !== null) return true
  if (userEmail === null && row.user_id !== null) return true
  if (entityName !== undefined && entityName !== row.entity_name) return true
  return Object.keys(changedColumns(row, columnsOf(fields))).length > 0
}

/** Where a device takes other licenses than before. */
function placesOf(classes: DeviceClasses, { row, change: { patch = {}, goes } }: Coming): LicensePlace[] {
  const { class: kind, status, monitorsAvailability, monitorsPerformance } = patch
  const traits = traitsOf({ ...row, ...columnsOf({ class: kind, status, monitorsAvailability, monitorsPerformance }) })
  const [had, has] = [typesAmong(classes, traitsOf(row)), typesAmong(classes, traits)]
  const at = (organizationId: string, types: readonly string[]) => types.map((type) => ({ organizationId, type }))
  const home = row.organization_id
  if (goes === 'away') return at(home, had)
  if (goes) return [...at(home, had), ...at(goes.to, had)]
  return at(home, [...had.filter((type) => !has.includes(type)), ...has.filter((type) => !had.includes(type))])
}

function placesOfNew(classes: DeviceClasses, { organizationId, input }: DeviceWish): LicensePlace[] {
  return typesAmong(classes, traitsOfWish(input)).map((type) => ({ organizationId, type }))
}

/** Entities and organizations whose devices are counted anew. */
async function countedAnew(context: CallContext, coming: readonly Coming[], wishes: readonly DeviceWish[]) {
  const named = coming.map(({ row, change }) => ({
    organizationId: row.organization_id,
    input: { entityName: change.patch?.entityName },
  }))
  const foundFor = await findNamedInRows(context, [...named, ...wishes])
  const found = [...named, ...wishes].map((each) => foundFor(each))
  return {
    entityIds: distinct([
      ...found.map((each) => ('entityId' in each ? each.entityId : null)),
      ...coming.map(({ change }) => change.patch?.entityId ?? null),
      ...coming.map((each) => (leavesEntity(each) ? each.row.entity_id : null)),
    ]),
    homes: distinct([
      ...coming.flatMap(({ row, change: { goes } }) => (goes === undefined ? [] : [row.organization_id])),
      ...coming.map(({ change: { goes } }) => (typeof goes === 'object' ? goes.to : null)),
      ...wishes.map(({ organizationId }) => organizationId),
    ]),
  }
}

const leavesEntity = ({ change: { patch, goes } }: Coming) =>
  goes !== undefined || patch?.entityName !== undefined || patch?.entityId !== undefined

const distinct = (values: readonly (string | null)[]) => [...new Set(values.flatMap((each) => each ?? []))].sort()
