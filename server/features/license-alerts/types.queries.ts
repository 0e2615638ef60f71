import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** The types that are counted, in their order. */
export async function findCountedTypes(tx: TenantTransaction): Promise<{ code: string; name: string }[]> {
  return tx
    .selectFrom('license_types')
    .select(['code', 'name'])
    .where('is_on', '=', true)
    .orderBy('position')
    .orderBy('code')
    .execute()
}
