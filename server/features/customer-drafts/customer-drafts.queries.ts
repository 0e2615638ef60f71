import type { Insertable, Updateable } from 'kysely'
import type { CustomerDraftsTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** A draft as lists show it. */
export type DraftRow = Awaited<ReturnType<typeof findDrafts>>[number]

function selectDrafts(tx: TenantTransaction) {
  return tx
    .selectFrom('customer_drafts as d')
    .leftJoin('organizations as parent', (join) =>
      join.onRef('parent.provider_id', '=', 'd.provider_id').onRef('parent.id', '=', 'd.parent_id'),
    )
    .select(['d.id', 'd.title', 'd.step_id', 'd.version', 'd.created_at', 'd.updated_at'])
    .select(['parent.id as parent_id', 'parent.name as parent_name', 'parent.type as parent_type'])
}

/** The caller's drafts, the latest change first. */
export async function findDrafts(tx: TenantTransaction) {
  return selectDrafts(tx).orderBy('d.updated_at', 'desc').orderBy('d.id', 'desc').execute()
}

/** One of the caller's drafts without what was typed. */
export async function findDraft(tx: TenantTransaction, id: string) {
  return selectDrafts(tx).where('d.id', '=', id).executeTakeFirst()
}

/** One of the caller's drafts with what was typed. */
export async function findWholeDraft(tx: TenantTransaction, id: string) {
  return selectDrafts(tx).select('d.values').where('d.id', '=', id).executeTakeFirst()
}

/** The version of one of the caller's drafts; others wait to change it until the transaction ends. */
export async function lockDraft(tx: TenantTransaction, id: string) {
  return tx.selectFrom('customer_drafts').select('version').where('id', '=', id).forUpdate().executeTakeFirst()
}

/** How many drafts the caller has. */
export async function countDrafts(tx: TenantTransaction): Promise<number> {
  const { count } = await tx
    .selectFrom('customer_drafts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** An organization's id as far as the caller sees it. */
export async function findVisibleId(tx: TenantTransaction, id: string): Promise<string | null> {
  const row = await tx.selectFrom('organizations').select('id').where('id', '=', id).executeTakeFirst()
  return row?.id ?? null
}

/** Inserts a draft. */
export async function insertDraft(tx: TenantTransaction, row: Insertable<CustomerDraftsTable>): Promise<void> {
  await tx.insertInto('customer_drafts').values(row).execute()
}

/** Replaces a draft and raises its version. */
export async function updateDraft(
  tx: TenantTransaction,
  id: string,
  change: Updateable<CustomerDraftsTable>,
): Promise<void> {
  await tx
    .updateTable('customer_drafts')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Removes one of the caller's drafts, where there is one. */
export async function removeDraft(tx: TenantTransaction, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('customer_drafts').where('id', '=', id).executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}
