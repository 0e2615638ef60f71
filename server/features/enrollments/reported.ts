/** What devices report of themselves, and what tells them apart. */
import type { ReportedDevice } from '@tenantry/contract/enrollments.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { isNothing, serialKeyOf } from '../devices/public.ts'

/** What tells a device from the others of its organization; null where it reports nothing that does. */
export function enrollmentKeyOf(device: Pick<ReportedDevice, 'hardwareId' | 'serialNumber'>): string | null {
  const { hardwareId } = device
  if (hardwareId && !isNothing(sortKey(hardwareId))) return `h:${hardwareId.toLowerCase()}`
  const serial = serialKeyOf(device)
  return serial === null ? null : `s:${serial}`
}
