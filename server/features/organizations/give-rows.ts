import { sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** Tables of organizations with what tells the rows of one apart. */
interface Keyed {
  moved_devices: 'device_id'
  seen_devices: 'enrollment_key'
}

/**
 * Gives the rows of an organization to another one that it becomes part of; those that this has as well are let go.
 * @returns how many it gets
 */
export async function giveRows<Table extends keyof Keyed>(
  tx: TenantTransaction,
  table: Table,
  key: Keyed[Table],
  { source, target }: { source: string; target: string },
): Promise<number> {
  // All of them have the columns that are written here.
  const some = table as 'seen_devices'
  const theirs = tx
    .selectFrom(`${some} as t`)
    .select(sql.ref(`t.${key}`).as('key'))
    .where('t.organization_id', '=', target)
  await tx.deleteFrom(some).where('organization_id', '=', source).where(sql.ref(key), 'in', theirs).execute()
  const given = await tx
    .updateTable(some)
    .set({ organization_id: target })
    .where('organization_id', '=', source)
    .executeTakeFirst()
  return Number(given.numUpdatedRows)
}
