/** The purchases of the provider, as a list and one by one. */
import type { licensePurchaseColumns } from '@tenantry/contract/license-purchases.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Insertable, type SqlBool, sql, type Updateable } from 'kysely'
import type { LicensePurchasesTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import { folded, foldedValue } from '../../platform/list/folded.ts'
import {
  type ColumnSource,
  type ListDefinition,
  type ListPlan,
  type ListReader,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'

const purchaseColumns = [
  'p.id',
  'p.type',
  'p.quantity',
  'p.starts_on',
  'p.ends_on',
  'p.reference',
  'p.cost_minor',
  'p.currency',
  'p.version',
  'p.created_at',
  'p.updated_at',
  't.name as type_name',
] as const

function selectPurchases(tx: TenantTransaction) {
  return tx
    .selectFrom('license_purchases as p')
    .innerJoin('license_types as t', (join) =>
      join.onRef('t.provider_id', '=', 'p.provider_id').onRef('t.code', '=', 'p.type'),
    )
    .select(purchaseColumns)
}

/** The row behind a purchase. */
export type PurchaseRow = NonNullable<Awaited<ReturnType<typeof findPurchase>>>

const definition: ListDefinition = {
  columns: {
    startsOn: { ref: 'p.starts_on', type: 'date' },
    endsOn: { ref: 'p.ends_on', type: 'date', nullable: true },
    type: { ref: 'p.type', type: 'text' },
    reference: { ref: 'p.reference', type: 'text', nullable: true, isFolded: true },
  } satisfies Record<keyof typeof licensePurchaseColumns, ColumnSource>,
  idRef: 'p.id',
  defaultSort: '-startsOn',
}

/**
 * The plan of a list of purchases, searched by reference and type.
 * @throws invalid_input (422) for a cursor of another list
 */
export function planPurchases(reader: ListReader, query: ListQuery): ListPlan {
  const pattern = foldedValue(`%${escapeLike(query.q ?? '')}%`)
  const like = (ref: string) => sql`${folded(sql.ref(ref))} like ${pattern}`
  const search = query.q ? [sql<SqlBool>`(${like('p.reference')} or ${like('t.name')})`] : []
  return planList(reader, definition, query, search)
}

/** Reads a page of purchases, and on the first page counts what it is a page of. */
export async function findPurchases(tx: TenantTransaction, plan: ListPlan) {
  return readPage(tx, plan, paged(selectPurchases(tx).select(sortValues(plan)), plan), selectPurchases(tx))
}

/** Reads a purchase. */
export async function findPurchase(tx: TenantTransaction, id: string) {
  return selectPurchases(tx).where('p.id', '=', id).executeTakeFirst()
}

/** Reads one that is about to be changed; others wait. */
export async function lockPurchase(tx: TenantTransaction, id: string): Promise<PurchaseRow | undefined> {
  return selectPurchases(tx).where('p.id', '=', id).forUpdate('p').executeTakeFirst()
}

/** Inserts a purchase. */
export async function insertPurchase(tx: TenantTransaction, row: Insertable<LicensePurchasesTable>): Promise<void> {
  await tx.insertInto('license_purchases').values(row).execute()
}

/** Changes a purchase and raises its version. */
export async function updatePurchaseRow(
  tx: TenantTransaction,
  id: string,
  change: Updateable<LicensePurchasesTable>,
): Promise<void> {
  await tx
    .updateTable('license_purchases')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Deletes a purchase. */
export async function deletePurchaseRow(tx: TenantTransaction, id: string): Promise<void> {
  await tx.deleteFrom('license_purchases').where('id', '=', id).execute()
}

/** What all purchases of a type come to, whenever they count. */
export async function sumBought(tx: TenantTransaction, type: string): Promise<number> {
  const { bought } = await tx
    .selectFrom('license_purchases')
    .select(sql<string>`coalesce(sum(quantity), 0)::text`.as('bought'))
    .where('type', '=', type)
    .executeTakeFirstOrThrow()
  return Number(bought)
}
