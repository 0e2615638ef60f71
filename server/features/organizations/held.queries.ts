/** An organization as other rooms need it: whether it is there for the caller, held, and raised with what belongs to it. */
import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** Whether the caller sees an organization below the provider. */
export async function seesOrganization(tx: TenantTransaction, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('organizations')
    .select('id')
    .where('id', '=', id)
    .where('type', '<>', 'provider')
    .executeTakeFirst()
  return row !== undefined
}

/** An organization as far as the caller sees it. */
export async function findOrganization(tx: TenantTransaction, id: string) {
  return tx.selectFrom('organizations').select(['id', 'name', 'type']).where('id', '=', id).executeTakeFirst()
}

/** Holds an organization below the provider until the transaction ends; false where the caller cannot see it. */
export async function holdOrganization(tx: TenantTransaction, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('organizations')
    .select('id')
    .where('id', '=', id)
    .where('type', '<>', 'provider')
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** Holds several as {@link holdOrganization} does, the one with the lower id first; answers those that the caller sees. */
export async function holdOrganizations(tx: TenantTransaction, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('organizations')
    .select('id')
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .where('type', '<>', 'provider')
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Raises the versions of organizations, for what is kept about them elsewhere. */
export async function raiseOrganizationVersions(
  tx: TenantTransaction,
  ids: readonly string[],
  now: Date,
  by = 1,
): Promise<void> {
  await tx
    .updateTable('organizations')
    .set((eb) => ({ version: eb('version', '+', by), updated_at: now }))
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .execute()
}
