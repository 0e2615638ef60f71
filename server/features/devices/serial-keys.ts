/** What tells devices apart, and what makers leave in its place. */
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'

/** What makers leave in the place of a serial number or an id; whoever reports it has none. */
const placeholders = new Set(
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
    // Firmware that was never given an id of its own.
    '03000200-0400-0500-0006-000700080009',
  ].map(sortKey),
)

/** The serial number of a device as it is compared; null where it has none. */
export function serialKeyOf({ serialNumber }: { serialNumber?: string | null | undefined }): string | null {
  const key = sortKey(serialNumber ?? '')
  return isNothing(key) ? null : key
}

/** Empty, a placeholder, or one sign over and over, as in an id of zeros. */
export function isNothing(key: string): boolean {
  return key === '' || placeholders.has(key) || /^(.)\1*$/u.test(key.replaceAll(/[-{}]/g, ''))
}
