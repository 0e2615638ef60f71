/** Devices that report themselves: what they are as rows, and what is renewed of those that are there. */
import type { ReportedDevice } from '@tenantry/contract/enrollments.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { newId } from '../../platform/clock/clock.ts'
import { type TenantTransaction, withCommit } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import { changedColumns, columnsOf, nothingTold } from './device-columns.ts'
import { findEnrolledRows, noteSeen, updateDeviceRow } from './devices.queries.ts'
import { auditedDevice } from './devices.view.ts'

/** A device that is there, with all its columns. */
export type KnownDevice = Awaited<ReturnType<typeof findEnrolledRows>>[number]

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
    class: report.class as string,
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

/**
 * Finds devices of an organization by what tells them apart, or by their serial numbers where nothing else is known of
 * them, locked: those that somebody has added by hand, or that have reported no hardware id so far.
 */
export async function findEnrolled(
  tx: TenantTransaction,
  organizationId: string,
  keys: readonly string[],
  serials: readonly string[],
): Promise<(key: string, serial: string | null) => KnownDevice | undefined> {
  const rows = await findEnrolledRows(tx, organizationId, keys, serials)
  const byKey = new Map(rows.flatMap((row) => (row.enrollment_key ? [[row.enrollment_key, row] as const] : [])))
  const bySerial = new Map<string, KnownDevice>()
  for (const row of rows)
    if (row.serial_key && !row.enrollment_key?.startsWith('h:') && !bySerial.has(row.serial_key))
      bySerial.set(row.serial_key, row)
  const ofAny = new Map(rows.flatMap((row) => (row.serial_key ? [[row.serial_key, row] as const] : [])))
  return (key, serial) => {
    const found = byKey.get(key) ?? (serial === null ? undefined : bySerial.get(serial))
    // Whoever reports its serial number alone may be one that has told its hardware id before.
    return found ?? (serial !== null && key.startsWith('s:') ? ofAny.get(serial) : undefined)
  }
}

/** Notes that devices have reported themselves, and writes what they report now that differs, with an audit row for each. What they are called in words of ours stays. */
export async function renewReported(
  context: Context,
  updates: readonly { row: KnownDevice; key: string; report: ReportedDevice }[],
): Promise<void> {
  if (updates.length === 0) return
  const { tx, clock } = context
  const changes = updates.flatMap(({ row, key, report }) => {
    if (isAsBefore(row, key, report)) return []
    const { hardwareId, class: _, ...told } = report
    const isBetter = row.enrollment_key === null || (key.startsWith('h:') && !row.enrollment_key.startsWith('h:'))
    const identity = {
      ...(hardwareId ? { hardware_id: hardwareId } : {}),
      ...(isBetter ? { enrollment_key: key } : {}),
    }
    const changed = changedColumns(row, { ...columnsOf(told), ...identity })
    return Object.keys(changed).length === 0 ? [] : [{ row, changed }]
  })
  const updated_at = clock.now()
  await withCommit(
    tx,
    noteSeen(
      tx,
      updates.map(({ row }) => row.id),
      updated_at,
    ),
  )
  await Promise.all(changes.map(({ row, changed }) => updateDeviceRow(tx, row.id, { ...changed, updated_at })))
  await recordAudits(
    context,
    changes.map(({ row, changed }) => ({
      action: 'device.updated' as const,
      organizationId: row.organization_id,
      objectType: 'device',
      objectId: row.id,
      before: auditedDevice(row),
      after: auditedDevice({ ...row, ...changed }),
      names: ['name'],
    })),
  )
}

const reportedText = {
  name: 'name',
  hardwareId: 'hardware_id',
  serialNumber: 'serial_number',
  maker: 'maker',
  model: 'model',
  operatingSystem: 'operating_system',
} as const
const reportedLists = { ipAddresses: 'ip_addresses', macAddresses: 'mac_addresses' } as const

/** Whether a device reports word for word what is known of it, which it does most of the time. */
function isAsBefore(row: KnownDevice, key: string, report: ReportedDevice): boolean {
  if (row.enrollment_key !== key) return false
  for (const [field, column] of Object.entries(reportedText)) {
    const told = report[field as keyof typeof reportedText]
    if (told !== undefined && told !== row[column]) return false
  }
  for (const [field, column] of Object.entries(reportedLists)) {
    const told = report[field as keyof typeof reportedLists]
    if (told && told.join() !== row[column].join()) return false
  }
  return true
}
