/** Statements about names of entities of two organizations that become one. */
import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** Of some ids those that are entities of an organization, with their names. */
export async function findNamed(tx: TenantTransaction, organizationId: string, ids: string[]) {
  if (ids.length === 0) return []
  return tx
    .selectFrom('entities')
    .select(['id', 'name'])
    .where('organization_id', '=', organizationId)
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .orderBy('id')
    .execute()
}

/** Entities of one organization whose names another one has, too. */
export async function findClashing(tx: TenantTransaction, organizationId: string, otherId: string) {
  return tx
    .selectFrom('entities as e')
    .innerJoin('entities as other', (join) =>
      join.onRef('other.provider_id', '=', 'e.provider_id').onRef('other.name_key', '=', 'e.name_key'),
    )
    .select(['e.id', 'e.name'])
    .where('e.organization_id', '=', organizationId)
    .where('other.organization_id', '=', otherId)
    .orderBy('e.name_key')
    .execute()
}

/** The entities of some organizations that have one of some names. */
export async function findTakenNames(tx: TenantTransaction, organizationIds: string[], nameKeys: string[]) {
  if (nameKeys.length === 0) return []
  return tx
    .selectFrom('entities')
    .select(['id', 'name_key'])
    .where(sql<SqlBool>`organization_id = any(${organizationIds}::uuid[])`)
    .where(sql<SqlBool>`name_key = any(${nameKeys}::text[])`)
    .execute()
}

/** Renames entities, none of which takes a name that another one has, and raises their versions. */
export async function renameEntities(
  tx: TenantTransaction,
  renamed: { id: string; name: string; nameKey: string }[],
  now: Date,
): Promise<void> {
  if (renamed.length === 0) return
  const ids = renamed.map(({ id }) => id)
  const names = JSON.stringify(Object.fromEntries(renamed.map(({ id, name }) => [id, name])))
  const keys = JSON.stringify(Object.fromEntries(renamed.map(({ id, nameKey }) => [id, nameKey])))
  await tx
    .updateTable('entities')
    .set((eb) => ({
      name: sql<string>`${names}::jsonb ->> id::text`,
      name_key: sql<string>`${keys}::jsonb ->> id::text`,
      updated_at: now,
      version: eb('version', '+', 1),
    }))
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .execute()
}
