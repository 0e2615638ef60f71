import { sql } from 'kysely'
import { lockSpaces, takeLocks } from '../../platform/database/advisory-lock.ts'
import { prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { shareTree } from '../organizations/public.ts'

/**
 * Has everybody else who asks whether an organization has a serial number, to give it to a device, wait until the
 * transaction ends. Whoever enrolls devices there or brings them in from a file asks for many and holds the enrollments
 * alone: that is shared here, so that they wait, too. Comes after the lock of the provider's tree and before those of devices.
 */
export async function holdSerial(tx: TenantTransaction, organizationId: string, serialKey: string): Promise<void> {
  await heldSerial(tx, { organizationId, place: `${organizationId} ${serialKey}` })
}

// In the order in which they are written.
const heldSerial = prepared((db, { organizationId, place }: Given<{ organizationId: string; place: string }>) =>
  db.selectNoFrom([
    sql<string>`pg_advisory_xact_lock_shared(${lockSpaces.enrollments}::int, hashtext(${organizationId}))::text`.as(
      'enrollments',
    ),
    sql<string>`pg_advisory_xact_lock(${lockSpaces.serialNumbers}::int, hashtext(${place}))::text`.as('serial'),
  ]),
)

/**
 * The same for all serial numbers of some organizations, as enrolling devices there does. Shares the lock of the provider's
 * tree before.
 */
export async function holdAllSerials(tx: TenantTransaction, organizationIds: readonly string[]): Promise<void> {
  if (organizationIds.length === 0) return
  await shareTree(tx)
  await takeLocks(tx, lockSpaces.enrollments, [...new Set(organizationIds)].sort())
}
