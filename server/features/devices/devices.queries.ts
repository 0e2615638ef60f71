import type { Insertable, Updateable } from 'kysely'
import type { DevicesTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { deviceTags } from '../tags/public.ts'

/** The row behind a device. */
export type DeviceRow = NonNullable<Awaited<ReturnType<typeof findDevice>>>

function selectDevice(tx: TenantTransaction, id: string) {
  return tx
    .selectFrom('devices as d')
    .leftJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'd.provider_id').onRef('o.id', '=', 'd.organization_id'),
    )
    .leftJoin('entities as e', (join) =>
      join.onRef('e.provider_id', '=', 'd.provider_id').onRef('e.id', '=', 'd.entity_id'),
    )
    .select([
      'd.id',
      'd.organization_id',
      'd.entity_id',
      'd.name',
      'd.class',
      'd.version',
      'd.created_at',
      'd.updated_at',
      'o.name as organization_name',
      'e.name as entity_name',
    ])
    .select(deviceTags.labels(tx, 'd').as('tags'))
    .where('d.id', '=', id)
}

/** Reads a device, or nothing where the caller cannot see it. */
export async function findDevice(tx: TenantTransaction, id: string) {
  return selectDevice(tx, id).executeTakeFirst()
}

/** Reads a device that is about to be changed; others wait to change it until the transaction ends. */
export async function lockDevice(tx: TenantTransaction, id: string): Promise<DeviceRow | undefined> {
  return selectDevice(tx, id).forUpdate('d').executeTakeFirst()
}

export async function insertDevice(tx: TenantTransaction, row: Insertable<DevicesTable>): Promise<void> {
  await tx.insertInto('devices').values(row).execute()
}

/** Changes a device and raises its version. */
export async function updateDeviceRow(
  tx: TenantTransaction,
  id: string,
  change: Updateable<DevicesTable>,
): Promise<void> {
  await tx
    .updateTable('devices')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Deletes a device; of several at once only one gets the row. */
export async function deleteDeviceRow(tx: TenantTransaction, id: string) {
  return tx
    .deleteFrom('devices')
    .where('id', '=', id)
    .returning(['organization_id', 'entity_id', 'name', 'class', 'version'])
    .executeTakeFirst()
}
