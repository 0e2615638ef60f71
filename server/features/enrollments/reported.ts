/** What devices report of themselves, and what tells them apart. */
import type { ReportedDevice } from '@tenantry/contract/enrollments.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'

/** What makers leave in the place of a serial number; whoever reports it has none. */
const noSerials = new Set(
  [
    '0',
    'none',
    'n/a',
    'na',
    'default string',
    'system serial number',
    'to be filled by o.e.m.',
    'not specified',
    'unknown',
  ].map(sortKey),
)

/** The serial number of a device as it is compared; null where it has none. */
export function serialKeyOf({ serialNumber }: Pick<ReportedDevice, 'serialNumber'>): string | null {
  const key = sortKey(serialNumber ?? '')
  return key === '' || noSerials.has(key) || /^(.)\1*$/u.test(key) ? null : key
}

/** What tells a device from the others of its organization; null where it reports nothing that does. */
export function enrollmentKeyOf(device: Pick<ReportedDevice, 'hardwareId' | 'serialNumber'>): string | null {
  if (device.hardwareId) return `h:${device.hardwareId.toLowerCase()}`
  const serial = serialKeyOf(device)
  return serial === null ? null : `s:${serial}`
}
