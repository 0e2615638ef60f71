import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { findSharedSerials } from './devices.queries.ts'
import { isNothing } from './serial-keys.ts'

/** A serial number that devices of two organizations have, with the name of one of each. */
interface SharedSerial {
  serialNumber: string
  name: string
  otherName: string
}

/**
 * Lists the serial numbers that devices of both of two organizations have, as far as the caller sees them: one organization
 * that has both cannot tell them apart when programs report them. What makers leave in its place is none.
 */
export async function listSharedSerials(
  tx: TenantTransaction,
  oneId: string,
  otherId: string,
): Promise<SharedSerial[]> {
  const rows = await findSharedSerials(tx, oneId, otherId)
  return rows
    .filter(({ serial_key }) => !isNothing(serial_key ?? ''))
    .map(({ serial_number, name, other_name }) => ({
      serialNumber: serial_number ?? '',
      name: name ?? '',
      otherName: other_name ?? '',
    }))
}
