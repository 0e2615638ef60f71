import { type Insertable, sql } from 'kysely'
import type { RolesTable } from '../../database/tables.generated.ts'
import { lockSpaces, takeLock } from '../../platform/database/advisory-lock.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** Inserts a provider with the root of its tree; the root's id is the provider's. */
export async function insertProvider(
  tx: TenantTransaction,
  row: { providerId: string; name: string; nameKey: string; now: Date },
): Promise<void> {
  const { providerId, name, nameKey, now } = row
  await tx.insertInto('providers').values({ provider_id: providerId, created_at: now }).execute()
  await tx
    .insertInto('organization_closure')
    .values({ provider_id: providerId, ancestor_id: providerId, descendant_id: providerId, distance: 0 })
    .execute()
  await tx
    .insertInto('organizations')
    .values({
      provider_id: providerId,
      id: providerId,
      type: 'provider',
      depth: 0,
      name,
      name_key: nameKey,
      code_scope_id: providerId,
      created_at: now,
      updated_at: now,
    })
    .execute()
  await tx
    .insertInto('organization_counters')
    .values({ provider_id: providerId, organization_id: providerId, name_key: nameKey })
    .execute()
}

/** Inserts roles of a provider. */
export async function insertRoles(tx: TenantTransaction, rows: Insertable<RolesTable>[]): Promise<void> {
  await tx.insertInto('roles').values(rows).execute()
}

/** What set-up locks, for whoever else makes a first provider. */
export const setupLock = { space: lockSpaces.setUp, key: 'installation' } as const

/** Whether any provider exists; waits for a set-up that runs at the same moment and keeps others waiting. */
export async function lockSetup(tx: TenantTransaction): Promise<boolean> {
  await takeLock(tx, setupLock.space, setupLock.key)
  return isSetUp(tx)
}

/** Whether any provider exists. */
export async function isSetUp(tx: TenantTransaction): Promise<boolean> {
  const row = await tx
    .selectFrom(sql<{ is_set_up: boolean }>`(select tenancy.is_set_up() as is_set_up)`.as('installation'))
    .select('installation.is_set_up')
    .executeTakeFirstOrThrow()
  return row.is_set_up
}

/** The name of the provider that a transaction is of, and its sort key. */
export async function findName(
  tx: TenantTransaction,
  providerId: string,
): Promise<{ name: string; name_key: string } | undefined> {
  return tx.selectFrom('organizations').select(['name', 'name_key']).where('id', '=', providerId).executeTakeFirst()
}
