import type { BulkChangeOrder } from '@tenantry/contract/bulk-changes.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type SqlBool, sql, type Updateable } from 'kysely'
import type { BulkChangesTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import {
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'

/** A bulk change as it is kept. */
export type BulkChangeRow = NonNullable<Awaited<ReturnType<typeof findBulkChange>>>

/** What becomes of a customer in a bulk change. */
export type ItemState = 'pending' | 'changed' | 'refused' | 'restored' | 'left'

const definition: ListDefinition = {
  columns: {
    state: { ref: 'b.state', type: 'text' },
    createdAt: { ref: 'b.created_at', type: 'instant' },
  },
  idRef: 'b.id',
  defaultSort: '-createdAt',
}

/** The plan of a list of one's own bulk changes. */
export const planBulkChanges = (query: ListQuery): ListPlan => planList(definition, query)

function selectBulkChange(tx: TenantTransaction) {
  return tx.selectFrom('bulk_changes as b').selectAll('b')
}

/** Reads a page of the caller's own, and on the first page counts what it is a page of. */
export async function findBulkChangeRows(tx: TenantTransaction, plan: ListPlan) {
  return readPage(
    tx,
    plan,
    paged(selectBulkChange(tx).select(sortValues(plan)), plan),
    tx.selectFrom('bulk_changes as b'),
  )
}

/** Reads one of the caller's own. */
export async function findBulkChange(tx: TenantTransaction, id: string) {
  return selectBulkChange(tx).where('b.id', '=', id).executeTakeFirst()
}

/** Reads one that is about to go on; nobody else goes on with it until the transaction ends. */
export async function lockBulkChange(tx: TenantTransaction, id: string): Promise<BulkChangeRow | undefined> {
  return selectBulkChange(tx).where('b.id', '=', id).forUpdate('b').executeTakeFirst()
}

/** Writes a bulk change that begins, with the customers that it is about, in the order of their names. */
export async function insertBulkChange(
  tx: TenantTransaction,
  row: { providerId: string; id: string; membershipId: string; apiKey: { id: string; name: string } | null },
  { change, ids, now }: { change: BulkChangeOrder; ids: readonly string[]; now: Date },
): Promise<void> {
  await tx
    .insertInto('bulk_changes')
    .values({
      provider_id: row.providerId,
      id: row.id,
      membership_id: row.membershipId,
      api_key_id: row.apiKey?.id ?? null,
      api_key_name: row.apiKey?.name ?? null,
      state: 'running',
      change: JSON.stringify(change),
      total: ids.length,
      created_at: now,
    })
    .execute()
  await tx
    .insertInto('bulk_change_items')
    .columns(['provider_id', 'bulk_change_id', 'organization_id', 'membership_id', 'place', 'state'])
    .expression((eb) =>
      eb
        .selectFrom('organizations as o')
        .select([
          'o.provider_id',
          sql<string>`${row.id}::uuid`.as('bulk_change_id'),
          'o.id as organization_id',
          sql<string>`${row.membershipId}::uuid`.as('membership_id'),
          sql<number>`(row_number() over (order by o.name_key, o.id))::int`.as('place'),
          sql<string>`'pending'`.as('state'),
        ])
        .where(sql<SqlBool>`o.id = any(${ids}::uuid[])`),
    )
    .execute()
}

/** The next customers of a state, in their order; for the undo from the last to the first. */
export async function findItems(
  tx: TenantTransaction,
  id: string,
  { state, most, isBackwards }: { state: ItemState; most: number; isBackwards: boolean },
) {
  return tx
    .selectFrom('bulk_change_items as i')
    .select(['i.organization_id', 'i.done'])
    .where('i.bulk_change_id', '=', id)
    .where('i.state', '=', state)
    .orderBy('i.place', isBackwards ? 'desc' : 'asc')
    .limit(most)
    .execute()
}

/** Notes what has become of a customer. */
export async function settleItem(
  tx: TenantTransaction,
  id: string,
  organizationId: string,
  { state, left, done }: { state: ItemState; left?: { code: string; message: string } | null; done?: unknown },
): Promise<void> {
  await tx
    .updateTable('bulk_change_items')
    .set({
      state,
      reason: left?.code ?? null,
      message: left?.message ?? null,
      ...(done === undefined ? {} : { done: JSON.stringify(done) }),
    })
    .where('bulk_change_id', '=', id)
    .where('organization_id', '=', organizationId)
    .execute()
}

/** Forgets customers that were so already. */
export async function dropItems(tx: TenantTransaction, id: string, organizationIds: readonly string[]): Promise<void> {
  if (organizationIds.length === 0) return
  await tx
    .deleteFrom('bulk_change_items')
    .where('bulk_change_id', '=', id)
    .where(sql<SqlBool>`organization_id = any(${organizationIds}::uuid[])`)
    .execute()
}

/** Notes how far it is. */
export async function saveBulkChange(
  tx: TenantTransaction,
  id: string,
  change: Updateable<BulkChangesTable>,
): Promise<void> {
  await tx.updateTable('bulk_changes').set(change).where('id', '=', id).execute()
}

/** The customers of a state by reason, counted, each with its name as far as the caller sees it. */
export async function findLeft(tx: TenantTransaction, id: string, state: 'refused' | 'left', most: number) {
  const counts = await tx
    .selectFrom('bulk_change_items as i')
    .select(['i.reason', ({ fn }) => fn.countAll<number>().as('count'), ({ fn }) => fn.min('i.message').as('message')])
    .where('i.bulk_change_id', '=', id)
    .where('i.state', '=', state)
    .groupBy('i.reason')
    .orderBy('i.reason')
    .execute()
  const named = await Promise.all(
    counts.map(({ reason }) =>
      tx
        .selectFrom('bulk_change_items as i')
        .innerJoin('organizations as o', (join) =>
          join.onRef('o.provider_id', '=', 'i.provider_id').onRef('o.id', '=', 'i.organization_id'),
        )
        .select(['o.id', 'o.name'])
        .where('i.bulk_change_id', '=', id)
        .where('i.state', '=', state)
        .where(sql<SqlBool>`i.reason is not distinct from ${reason}`)
        .orderBy('i.place')
        .limit(most)
        .execute(),
    ),
  )
  return counts.map((row, index) => ({ ...row, count: Number(row.count), customers: named[index] ?? [] }))
}
