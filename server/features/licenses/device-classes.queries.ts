import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** The classes of devices in their order. */
export async function findClasses(tx: TenantTransaction) {
  return tx
    .selectFrom('device_classes')
    .select(['code', 'name', 'license_types'])
    .orderBy('position')
    .orderBy('code')
    .execute()
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

/** Keeps what devices of a class take. */
export async function saveClassTypes(tx: TenantTransaction, code: string, types: string[]): Promise<void> {
  await tx.updateTable('device_classes').set({ license_types: types }).where('code', '=', code).execute()
}
