/** Taking licenses and giving them back: each change in the transaction of the thing that it is about. */
import type { LedgerReason } from '@tenantry/contract/license-ledger.ts'
import { withCommit } from '../../platform/database/tenant-database.ts'
import type { AppError } from '../../platform/errors.ts'
import type { Context } from '../../platform/http/context.ts'
import { type DeviceClasses, requireOpenClass } from './device-classes.ts'
import {
  findClassTypes,
  findCounters,
  findLiveUses,
  findTypeNames,
  keepLimits,
  type LicenseChange,
  type LicenseLimit,
  wakeRules,
  writeChanges,
  writeLimits,
  writeMove,
  writeThatFit,
} from './license-counts.queries.ts'
import { exhaustedRefusal, refusingLicenses } from './license-errors.ts'

/** Why licenses moved, as the ledger keeps it. */
export type LicenseReason = LedgerReason

/** Of every device, of all classes: what a trial limits. */
export const trialDevices = 'trial_devices'

/**
 * Takes licenses of things (count above 0) or gives them back, all or none, and writes a row in the ledger for each.
 * Locks the counters of their organizations and of those above, from the deepest upwards, by id and type; the caller has
 * shared the lock of the provider's tree. Goes out together with the commit, since the database refuses by itself.
 * @throws license_exhausted (409) when the transaction ends, at the latest
 */
export async function changeLicenses(
  context: Context,
  reason: LicenseReason,
  changes: readonly LicenseChange[],
): Promise<void> {
  if (changes.length === 0) return
  await withCommit(context.tx, write(context, reason, changes))
}

/** Whoever gives licenses back wakes the rules that look for some: with the same round trip. */
async function write(context: Context, reason: LicenseReason, changes: readonly LicenseChange[]): Promise<void> {
  const written = writeChanges(context, reason, changes)
  const isFreeing = changes.some(({ count }) => count < 0)
  // Together, so that what refuses the change is heard before its aftermath.
  await refusingLicenses<unknown>(context.actor, isFreeing ? Promise.all([written, wakeRules(context.tx)]) : written)
}

/**
 * Takes licenses of many things in their order, each all of its own or none: where they run out in the middle, those after
 * it get what there still is. Locks as {@link changeLicenses} does.
 * @returns what is in the way of those that got none, by their ids
 */
export async function takeLicensesThatFit(
  context: Context,
  reason: LicenseReason,
  takes: readonly LicenseChange[],
): Promise<Map<string, AppError>> {
  if (takes.length === 0) return new Map()
  const refused = await writeThatFit(context, reason, takes)
  // Many are refused for the same.
  const known = new Map<string, AppError>()
  return new Map(
    refused.map(({ id, detail }) => {
      const error = known.get(detail) ?? exhaustedRefusal(context.actor, detail)
      known.set(detail, error)
      return [id, error]
    }),
  )
}

/** The types that a device of some traits takes, by classes that were read once for many. */
export function typesAmong(classes: Pick<DeviceClasses, 'licenseTypes'>, device: DeviceTraits): string[] {
  return typesBy(device, classes.licenseTypes(device.class))
}

/**
 * The types that a new device takes.
 * @throws invalid_input (422) for a class that there is not, or that takes no new devices
 */
export async function typesOfNewDevice(context: Pick<Context, 'tx'>, device: DeviceTraits): Promise<string[]> {
  const [row] = await findClassTypes(context.tx, { code: device.class })
  if (!row || row.is_archived) await requireOpenClass(context, device.class)
  return typesBy(device, row?.license_types ?? [])
}

/** What the licenses of a device depend on. */
export interface DeviceTraits {
  class: string
  isRetired: boolean
  monitorsAvailability: boolean
  monitorsPerformance: boolean
}

/** The types that a device takes, the one that trials count included; a retired one takes none. */
export async function typesOfDevice({ tx }: Pick<Context, 'tx'>, device: DeviceTraits): Promise<string[]> {
  if (device.isRetired) return []
  const [row] = await findClassTypes(tx, { code: device.class })
  return typesBy(device, row?.license_types ?? [])
}

function typesBy(device: DeviceTraits, ofClass: readonly string[]): string[] {
  if (device.isRetired) return []
  return [
    ...ofClass,
    trialDevices,
    ...(device.monitorsAvailability ? ['availability_monitors'] : []),
    ...(device.monitorsPerformance ? ['performance_monitors'] : []),
  ]
}

/** A device with its class. */
export interface LicensedDevice {
  organizationId: string
  id: string
  name: string
  types: readonly string[]
}

/** What a device takes (1) or gives back (-1). */
export function changesOfDevice({ organizationId, id, name, types }: LicensedDevice, count: 1 | -1): LicenseChange[] {
  // In one order, in which the database locks them.
  return [...types].sort().map((type) => ({ organizationId, type, count, subject: { kind: 'device', id, name } }))
}

/**
 * Sets limits of an organization, all or none; those that are as they were leave no trace. Of the provider: what it owns.
 * @returns how many have changed
 * @throws license_exhausted (409) for more than what is free above
 * @throws license_limit_below_use (409) for less than what is in use, without confirmation
 */
export async function setLimits(
  context: Context,
  organizationId: string,
  limits: readonly LicenseLimit[],
  options: { reason: LicenseReason; isConfirmed: boolean },
): Promise<number> {
  if (limits.length === 0) return 0
  // Before it is refused: nothing is read in a transaction that has failed.
  const names = options.isConfirmed ? undefined : await findTypeNames(context.tx)
  const changed = await refusingLicenses(context.actor, writeLimits(context, organizationId, limits, options), names)
  if (changed > 0) await wakeRules(context.tx)
  return changed
}

/**
 * Charges an organization with all that lies below it to those above its new parent, before it hangs there. The caller
 * holds the provider's tree alone.
 * @throws license_exhausted (409) where they have not so many left
 */
export async function moveLicenses(context: Context, organizationId: string, toParentId: string): Promise<void> {
  await refusingLicenses(context.actor, writeMove(context, organizationId, toParentId))
  await wakeRules(context.tx)
}

/**
 * Gives back whatever an organization uses and has set aside, before it goes into the archive or becomes part of another
 * one, and remembers its limits.
 */
export async function returnLicenses(
  context: Context,
  organizationId: string,
  reason: 'customer.archived' | 'customer.merged',
): Promise<void> {
  const [uses, limits] = await Promise.all([
    findLiveUses(context, organizationId),
    findCounters(context.tx, organizationId),
  ])
  await keepLimits(context, organizationId, true)
  const gone = uses.map((use) => ({ ...use, count: -1 }))
  if (gone.length > 0) await write(context, reason, gone)
  await setLimits(
    context,
    organizationId,
    limits.filter(({ limit_count }) => limit_count !== null).map(({ type }) => ({ type, limit: null, overage: 0 })),
    { reason, isConfirmed: true },
  )
}

/**
 * Takes again what an organization had given back, after it has come from the archive: its limits, then what lives there.
 * What was over its limit is over it again: nobody can raise a limit in the archive.
 * @throws license_exhausted (409) with what is missing above
 */
export async function retakeLicenses(context: Context, organizationId: string): Promise<void> {
  const [uses, counters] = await Promise.all([
    findLiveUses(context, organizationId),
    findCounters(context.tx, organizationId),
  ])
  const kept = counters.flatMap(({ type, kept_limit, kept_overage }) =>
    kept_limit === null ? [] : [{ type, limit: kept_limit, overage: kept_overage ?? 0 }],
  )
  const enough = kept.map(({ type, limit, overage }) => ({
    type,
    limit: Math.max(limit, usesOf(uses, type) - overage),
    overage,
  }))
  const options = { reason: 'customer.restored', isConfirmed: true } as const
  await setLimits(context, organizationId, enough, options)
  await keepLimits(context, organizationId, false)
  if (uses.length > 0) await write(context, 'customer.restored', uses)
  await setLimits(
    context,
    organizationId,
    kept.filter(({ limit }, index) => limit !== enough[index]?.limit),
    options,
  )
}

function usesOf(uses: readonly LicenseChange[], type: string): number {
  return uses.filter((use) => use.type === type).length
}

/**
 * Takes for an organization what has come to it from another one, and gives back what went because of that: of two places
 * of one person, either may be the one that stays.
 * @param had what lived in it before
 * @throws license_exhausted (409) with what is missing
 */
export async function mergeLicenses(
  context: Context,
  organizationId: string,
  had: readonly LicenseChange[],
): Promise<void> {
  const has = await findLiveUses(context, organizationId)
  const changes = [...without(had, has).map((use) => ({ ...use, count: -1 })), ...without(has, had)]
  if (changes.length > 0) await write(context, 'customer.merged', changes)
}

function without(uses: readonly LicenseChange[], others: readonly LicenseChange[]): LicenseChange[] {
  const keyOf = ({ type, subject }: LicenseChange) => `${type} ${subject.id}`
  const known = new Set(others.map(keyOf))
  return uses.filter((use) => !known.has(keyOf(use)))
}

/** How many licenses an organization takes of those above it, of all types but that of trials: set aside, or used beyond. */
export async function countCharged({ tx }: Pick<Context, 'tx'>, organizationId: string): Promise<number> {
  const counters = await findCounters(tx, organizationId)
  return counters
    .filter(({ type }) => type !== trialDevices)
    .reduce((sum, { limit_count, demand }) => sum + Math.max(limit_count ?? 0, demand), 0)
}
