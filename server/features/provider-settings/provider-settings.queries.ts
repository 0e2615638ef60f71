import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { sortBelow } from '../organizations/public.ts'

/** The provider's own row of the tree, as far as settings are kept in it. */
export interface ProviderRow {
  name: string
  version: number
}

/** Finds the name of the provider and the version of its settings. */
export async function findProvider(tx: TenantTransaction, providerId: string): Promise<ProviderRow> {
  return tx
    .selectFrom('organizations')
    .select(['name', 'version'])
    .where('id', '=', providerId)
    .executeTakeFirstOrThrow()
}

/** The version of the provider's settings; others wait to change them until the transaction ends. */
export async function lockProvider(tx: TenantTransaction, providerId: string): Promise<number> {
  const { version } = await tx
    .selectFrom('organizations')
    .select('version')
    .where('id', '=', providerId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return version
}

/** Gives the provider another name. */
export async function renameProvider(
  tx: TenantTransaction,
  { providerId, name, nameKey }: { providerId: string; name: string; nameKey: string },
): Promise<void> {
  await tx.updateTable('organizations').set({ name, name_key: nameKey }).where('id', '=', providerId).execute()
  await tx
    .updateTable('organization_counters')
    .set({ name_key: nameKey })
    .where('organization_id', '=', providerId)
    .execute()
  await sortBelow(tx, providerId, nameKey)
}
