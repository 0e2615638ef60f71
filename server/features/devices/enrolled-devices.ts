/** Devices that report themselves: what they are as rows, and what is renewed of those that are there. */
import type { ReportedDevice } from '@tenantry/contract/enrollments.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import { changedColumns, columnsOf, nothingTold } from './device-columns.ts'
import { findEnrolledRows, findWholeRows, updateDeviceRow } from './devices.queries.ts'
import { auditedDevice } from './devices.view.ts'

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
 * them: those that somebody has added by hand, or that have reported no hardware id so far.
 */
export async function findEnrolled(
  tx: TenantTransaction,
  organizationId: string,
  keys: readonly string[],
  serials: readonly string[],
): Promise<(key: string, serial: string | null) => string | undefined> {
  const rows = await findEnrolledRows(tx, organizationId, keys, serials)
  const byKey = new Map(rows.flatMap((row) => (row.enrollment_key ? [[row.enrollment_key, row.id]] : [])))
  const bySerial = new Map<string, string>()
  for (const row of rows)
    if (row.serial_key && !row.enrollment_key?.startsWith('h:') && !bySerial.has(row.serial_key))
      bySerial.set(row.serial_key, row.id)
  const ofAny = new Map(rows.flatMap((row) => (row.serial_key ? [[row.serial_key, row.id]] : [])))
  return (key, serial) => {
    const found = byKey.get(key) ?? (serial === null ? undefined : bySerial.get(serial))
    // Whoever reports its serial number alone may be one that has told its hardware id before.
    return found ?? (serial !== null && key.startsWith('s:') ? ofAny.get(serial) : undefined)
  }
}

/** Writes what devices report now that differs, with an audit row for each. What they are called in words of ours stays. */
export async function renewReported(
  context: Context,
  updates: readonly { id: string; key: string; report: ReportedDevice }[],
): Promise<void> {
  if (updates.length === 0) return
  const { tx, clock } = context
  const rows = new Map(
    (
      await findWholeRows(
        tx,
        updates.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  )
  const changes = updates.flatMap(({ id, key, report }) => {
    const row = rows.get(id)
    if (!row) return []
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
