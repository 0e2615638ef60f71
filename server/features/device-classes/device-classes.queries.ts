import { type Insertable, type SqlBool, sql, type Updateable } from 'kysely'
import type { DeviceClassesTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** The classes of devices in their order: the built-in ones, then the provider's own as they were added. */
export async function findClasses(tx: TenantTransaction) {
  return tx
    .selectFrom('device_classes')
    .select(['code', 'name', 'icon', 'is_built_in', 'is_archived', 'license_types', 'position', 'version'])
    .orderBy('is_built_in', 'desc')
    .orderBy('position')
    .orderBy('code')
    .execute()
}

/** The row behind a class. */
export type ClassRow = Awaited<ReturnType<typeof findClasses>>[number]

/**
 * How many devices have each class, retired ones included, of those that the caller sees.
 * @param code only this class
 */
export async function countByClass(tx: TenantTransaction, code?: string): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('devices')
    .select(['class', sql<number>`count(*)::int`.as('devices')])
    .$if(code !== undefined, (query) => query.where('class', '=', code ?? ''))
    .groupBy('class')
    .execute()
  return new Map(rows.map((row) => [row.class, row.devices]))
}

/** The devices of a class that take licenses. */
export async function findLiveOfClass(tx: TenantTransaction, code: string) {
  return tx
    .selectFrom('devices as d')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'd.provider_id').onRef('o.id', '=', 'd.organization_id'),
    )
    .select(['d.id', 'd.name', 'd.organization_id'])
    .where('d.class', '=', code)
    .where('d.status', '<>', 'retired')
    .where('o.status', '<>', 'archived')
    .execute()
}

/** Adds a class. */
export async function insertClass(tx: TenantTransaction, row: Insertable<DeviceClassesTable>): Promise<void> {
  await tx.insertInto('device_classes').values(row).execute()
}

/** Changes a class and raises its version. */
export async function updateClassRow(
  tx: TenantTransaction,
  code: string,
  change: Updateable<DeviceClassesTable>,
): Promise<void> {
  await tx
    .updateTable('device_classes')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('code', '=', code)
    .execute()
}

/** Deletes a class. */
export async function deleteClassRow(tx: TenantTransaction, code: string): Promise<void> {
  await tx.deleteFrom('device_classes').where('code', '=', code).execute()
}

/** What keeps a class from being deleted: the devices that have it, those that wait with it, and the rules that name it. */
export async function countUsesOfClass(tx: TenantTransaction, code: string) {
  const [devices, waiting, rules] = await Promise.all([
    tx
      .selectFrom('devices')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('class', '=', code)
      .executeTakeFirst(),
    tx
      .selectFrom('seen_devices')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('class', '=', code)
      .executeTakeFirst(),
    tx
      .selectFrom('license_rules')
      .select(sql<number>`count(*)::int`.as('count'))
      .where(sql<SqlBool>`conditions -> 'classes' ? ${code}`)
      .executeTakeFirst(),
  ])
  return { devices: devices?.count ?? 0, waiting: waiting?.count ?? 0, rules: rules?.count ?? 0 }
}
