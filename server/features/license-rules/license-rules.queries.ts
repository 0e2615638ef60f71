import { type Insertable, type SqlBool, sql, type Updateable } from 'kysely'
import type { LicenseRulesTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** A rule as it is kept. */
export type RuleRow = Awaited<ReturnType<typeof findRules>>[number]

/** All rules of the provider in their order; those who change the order wait for each other. */
export async function findRules(tx: TenantTransaction, isLocked = false) {
  return tx
    .selectFrom('license_rules')
    .select(['id', 'name', 'position', 'is_on', 'conditions', 'licensed', 'version', 'created_at', 'updated_at'])
    .orderBy('position')
    .orderBy('id')
    .$if(isLocked, (query) => query.forUpdate())
    .execute()
}

/** Adds a rule. */
export async function insertRule(tx: TenantTransaction, row: Insertable<LicenseRulesTable>): Promise<void> {
  await tx.insertInto('license_rules').values(row).execute()
}

/** Changes a rule and raises its version. */
export async function updateRuleRow(
  tx: TenantTransaction,
  id: string,
  change: Updateable<LicenseRulesTable>,
): Promise<void> {
  await tx
    .updateTable('license_rules')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Numbers rules anew, in the order given; their versions stay. */
export async function numberRules(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  await tx
    .updateTable('license_rules')
    .set({ position: sql<number>`array_position(${ids}::uuid[], id)` })
    .execute()
}

/** Counts what a rule has licensed. */
export async function countLicensed(tx: TenantTransaction, id: string, by: number): Promise<void> {
  await tx
    .updateTable('license_rules')
    .set((eb) => ({ licensed: eb('licensed', '+', by) }))
    .where('id', '=', id)
    .execute()
}

/** Deletes a rule. */
export async function deleteRuleRow(tx: TenantTransaction, id: string): Promise<void> {
  await tx.deleteFrom('license_rules').where('id', '=', id).execute()
}

/** Those of some organizations that are some others or lie below them, each with what it lies below. */
export async function findBelow(tx: TenantTransaction, ids: readonly string[], among: readonly string[]) {
  if (ids.length === 0 || among.length === 0) return []
  return tx
    .selectFrom('organization_closure')
    .select(['ancestor_id', 'descendant_id'])
    .where('ancestor_id', 'in', [...ids])
    .where(sql<SqlBool>`descendant_id = any(${among}::uuid[])`)
    .execute()
}

/** Those of some organizations that the caller sees. */
export async function findSeenOf(tx: TenantTransaction, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx
    .selectFrom('organizations')
    .select('id')
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map(({ id }) => id))
}
