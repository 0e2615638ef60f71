/** What devices report of themselves, and what tells them apart. */
import type { ReportedDevice } from '@tenantry/contract/enrollments.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { isNothing, serialKeyOf, toldOf } from '../devices/public.ts'
import type { SeenRow } from './seen-devices.queries.ts'

/** What tells a device from the others of its organization; null where it reports nothing that does. */
export function enrollmentKeyOf(device: Pick<ReportedDevice, 'hardwareId' | 'serialNumber'>): string | null {
  const { hardwareId } = device
  if (hardwareId && !isNothing(sortKey(hardwareId))) return `h:${hardwareId.toLowerCase()}`
  const serial = serialKeyOf(device)
  return serial === null ? null : `s:${serial}`
}

/** What is known of a device after it has reported itself again: what it does not tell now stays. */
export function reportedAgain(known: ReportedDevice | undefined, report: ReportedDevice): ReportedDevice {
  return known ? { ...known, ...toldOf(report) } : report
}

/** A device that waits, as it has reported itself so far. */
export function reportOf(row: SeenRow): ReportedDevice {
  return {
    name: row.name,
    class: row.class,
    hardwareId: row.hardware_id ?? undefined,
    serialNumber: row.serial_number,
    maker: row.maker,
    model: row.model,
    operatingSystem: row.operating_system,
    ipAddresses: row.ip_addresses,
    macAddresses: row.mac_addresses,
  }
}
