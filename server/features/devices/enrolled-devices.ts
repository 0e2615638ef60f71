/** Devices that report themselves: what they are as rows, and what is renewed of those that are there. */
import type { ReportedDevice } from '@tenantry/contract/enrollments.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { newId } from '../../platform/clock/clock.ts'
import { type TenantTransaction, withCommit } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import { changedColumns, columnsOf, nothingTold } from './device-columns.ts'
import { findByKeys, findBySerials, findMoved, lockDevicesOf, noteSeen, updateDeviceRow } from './devices.queries.ts'
import { auditedDevice } from './devices.view.ts'

/** A device that is there, with what tells it apart. */
type KnownDevice = Awaited<ReturnType<typeof findByKeys>>[number]

/** A device that is yet to be added. */
export type EnrolledRow = ReturnType<typeof enrolledRow>

/** A device as it reports itself as the row that it becomes. */
export function enrolledRow(
  { clock }: Pick<Context, 'clock'>,
  organizationId: string,
  entityId: string | null,
  enrollmentKey: string,
  report: ReportedDevice,
) {
  const { hardwareId, ...told } = report
  const now = clock.now()
  return {
    ...nothingTold,
    ...columnsOf(told),
    name: report.name,
    name_key: sortKey(report.name),
    host_name: report.name,
    class: report.class ?? 'computer',
    hardware_id: hardwareId ?? null,
    enrollment_key: enrollmentKey,
    last_seen_at: now,
    entity_id: entityId,
    id: newId(),
    organization_id: organizationId,
    version: 1,
    created_at: now,
    updated_at: now,
  }
}

/** What tells a report apart from others: its key, and its serial number where it has one. */
interface Identity {
  key: string
  serial: string | null
}

/**
 * Finds devices of an organization by what tells them apart, or by their serial numbers where nothing else is known of
 * them: those that somebody has added by hand, or that have reported no hardware id so far.
 */
export async function findEnrolled(
  tx: TenantTransaction,
  organizationId: string,
  reports: readonly Identity[],
): Promise<(report: Identity) => KnownDevice | undefined> {
  const rows = await findByKeys(
    tx,
    organizationId,
    reports.map(({ key }) => key),
  )
  const found = new Set(rows.map(({ enrollment_key }) => enrollment_key))
  const serials = reports.flatMap(({ key, serial }) => (serial === null || found.has(key) ? [] : [serial]))
  return recognizing(rows, await findBySerials(tx, organizationId, [...new Set(serials)]))
}

/**
 * Finds devices that somebody has moved away from an organization by what told them apart there, the last moved first.
 */
export async function findMovedAway(
  tx: TenantTransaction,
  organizationId: string,
  reports: readonly Identity[],
): Promise<(report: Identity) => KnownDevice | undefined> {
  if (reports.length === 0) return () => undefined
  const keys = reports.map(({ key }) => key)
  const serials = reports.flatMap(({ serial }) => serial ?? [])
  // Of several with the same key the one that comes last is found.
  const rows = await findMoved(tx, organizationId, { keys, serials })
  return recognizing([...rows].reverse(), rows)
}

/** Tells which of some devices a report is of: the one with its key, or with its serial number where that alone tells. */
function recognizing(keyed: readonly KnownDevice[], ofSerials: readonly KnownDevice[]) {
  const byKey = new Map(keyed.map((row) => [row.enrollment_key, row]))
  const ofAny = new Map<string | null, KnownDevice>()
  const withoutId = new Map<string | null, KnownDevice>()
  for (const row of ofSerials) {
    ofAny.set(row.serial_key, row)
    if (!row.enrollment_key?.startsWith('h:') && !withoutId.has(row.serial_key)) withoutId.set(row.serial_key, row)
  }
  return ({ key, serial }: Identity) => {
    const found = byKey.get(key) ?? (serial === null ? undefined : withoutId.get(serial))
    // Whoever reports its serial number alone may be one that has told its hardware id before.
    return found ?? (serial !== null && key.startsWith('s:') ? ofAny.get(serial) : undefined)
  }
}

/** What a device that is there has reported now. */
interface Update {
  id: string
  key: string
  report: ReportedDevice
}

/**
 * Notes that devices of an organization have reported themselves, and writes what they report now that differs, with an
 * audit row for each. A name that somebody has given stays; one that is what the device called itself follows that. Locks
 * them in the order of their ids.
 * @param keepsIdentity leaves what they are told apart by as it is
 * @returns the ids of those that are still there: one may have been moved or deleted since it was looked up
 */
export async function renewReported(
  context: Context,
  organizationId: string,
  updates: readonly Update[],
  keepsIdentity = false,
): Promise<ReadonlySet<string>> {
  if (updates.length === 0) return new Set()
  const { tx, clock } = context
  // Compared under a lock, for somebody may be changing the device.
  const locked = await lockDevicesOf(
    tx,
    organizationId,
    updates.map(({ id }) => id),
  )
  const now = clock.now()
  const differing = await writeDiffering(context, locked, updates, { now, keepsIdentity })
  const same = locked.flatMap(({ id }) => (differing.has(id) ? [] : [id]))
  if (same.length > 0) await withCommit(tx, noteSeen(tx, same, now))
  return new Set(locked.map(({ id }) => id))
}

/** Writes what differs of devices that are locked; tells which. */
async function writeDiffering(
  context: Context,
  locked: Awaited<ReturnType<typeof lockDevicesOf>>,
  updates: readonly Update[],
  { now, keepsIdentity }: { now: Date; keepsIdentity: boolean },
): Promise<ReadonlySet<string>> {
  const { tx } = context
  const rows = new Map(locked.map((row) => [row.id, row]))
  const changes = updates.flatMap(({ id, key, report }) => {
    const row = rows.get(id)
    if (!row) return []
    const { hardwareId, serialNumber, class: _, name, ...told } = toldOf(report)
    const isBetter = row.enrollment_key === null || (key.startsWith('h:') && !row.enrollment_key.startsWith('h:'))
    const identity = {
      ...columnsOf(serialNumber === undefined ? {} : { serialNumber }),
      ...(hardwareId ? { hardware_id: hardwareId } : {}),
      ...(isBetter ? { enrollment_key: key } : {}),
    }
    const named = { ...columnsOf(row.name === row.host_name ? { name } : {}), host_name: name }
    const changed = changedColumns(row, { ...columnsOf(told), ...named, ...(keepsIdentity ? {} : identity) })
    return Object.keys(changed).length === 0 ? [] : [{ row, changed }]
  })
  await Promise.all(
    changes.map(({ row, changed }) => updateDeviceRow(tx, row.id, { ...changed, updated_at: now, last_seen_at: now })),
  )
  await recordAudits(
    context,
    changes.filter(isTold).map(({ row, changed }) => ({
      action: 'device.updated' as const,
      organizationId: row.organization_id,
      objectType: 'device',
      objectId: row.id,
      before: auditedDevice(row),
      after: auditedDevice({ ...row, ...changed }),
      names: ['name'],
    })),
  )
  return new Set(changes.map(({ row }) => row.id))
}

/** That a device calls itself what it is called already is nothing to tell. */
const isTold = ({ row, changed }: { row: { name: string }; changed: { host_name?: string | null } }) =>
  Object.keys(changed).length > 1 || changed.host_name !== row.name

/** What a report tells: null is not told, as what is missing is. */
export function toldOf(report: ReportedDevice) {
  const told = Object.entries(report).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(told) as { [Key in keyof ReportedDevice]: Exclude<ReportedDevice[Key], null> }
}
