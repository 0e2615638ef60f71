import { type BulkChangeOrder, type BulkList, mostReasons } from '@tenantry/contract/bulk-changes.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type SqlBool, sql, type Updateable } from 'kysely'
import type { BulkChangesTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import {
  type ListDefinition,
  type ListPlan,
  type ListReader,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'

/** A bulk change as it is kept. */
export type BulkChangeRow = NonNullable<Awaited<ReturnType<typeof findBulkChange>>>

/** What becomes of one in a bulk change. */
export type ItemState = 'pending' | 'changed' | 'refused' | 'restored' | 'left'

const definition: ListDefinition = {
  columns: {
    state: { ref: 'b.state', type: 'text' },
    createdAt: { ref: 'b.created_at', type: 'instant' },
  },
  idRef: 'b.id',
  defaultSort: '-createdAt',
}

const tables = { customers: 'organizations', devices: 'devices', entities: 'entities' }

/** Where what a list shows is kept; told as one of them, for what is read here they all have. */
const sourceOf = (list: BulkList) => `${tables[list]} as one` as 'devices as one'

/** The plan of a list of one's own bulk changes. */
export const planBulkChanges = (reader: ListReader, query: ListQuery): ListPlan => planList(reader, definition, query)

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

/** Writes a bulk change that begins, with what it is about, in the order of their names; for a status from above. */
export async function insertBulkChange(
  tx: TenantTransaction,
  row: { providerId: string; id: string; membershipId: string; apiKey: { id: string; name: string } | null },
  about: { list: BulkList; change: BulkChangeOrder; ids: readonly string[]; now: Date },
): Promise<void> {
  const { list, change, ids, now } = about
  await tx
    .insertInto('bulk_changes')
    .values({
      provider_id: row.providerId,
      id: row.id,
      membership_id: row.membershipId,
      api_key_id: row.apiKey?.id ?? null,
      api_key_name: row.apiKey?.name ?? null,
      state: 'running',
      list,
      change: JSON.stringify(change),
      total: ids.length,
      created_at: now,
    })
    .execute()
  await tx
    .insertInto('bulk_change_items')
    .columns(['provider_id', 'object_id', 'organization_id', 'bulk_change_id', 'membership_id', 'place', 'state'])
    .expression((eb) => {
      // As many as lie above of what the caller sees.
      const depth =
        change.kind === 'status'
          ? eb
              .selectFrom('organization_closure as above')
              .select(eb.fn.countAll().as('count'))
              .where(sql<SqlBool>`above.provider_id = one.provider_id and above.descendant_id = one.id`)
          : sql`null`
      const rest = [
        sql<string>`${row.id}::uuid`.as('bulk_change_id'),
        sql<string>`${row.membershipId}::uuid`.as('membership_id'),
        sql<number>`(row_number() over (order by ${depth}, one.name_key, one.id))::int`.as('place'),
        sql<string>`'pending'`.as('state'),
      ] as const
      const wanted = sql<SqlBool>`one.id = any(${ids}::uuid[])`
      return list === 'customers'
        ? eb
            .selectFrom('organizations as one')
            .select(['one.provider_id', 'one.id as object_id', 'one.id as organization_id', ...rest])
            .where(wanted)
        : eb
            .selectFrom(sourceOf(list))
            .select(['one.provider_id', 'one.id as object_id', 'one.organization_id', ...rest])
            .where(wanted)
    })
    .execute()
}

/** The next ones of some states, in their order. */
export async function findItems(
  tx: TenantTransaction,
  id: string,
  { states, most }: { states: readonly ItemState[]; most: number },
) {
  return tx
    .selectFrom('bulk_change_items as i')
    .select(['i.object_id', 'i.done'])
    .where('i.bulk_change_id', '=', id)
    .where('i.state', 'in', states)
    .orderBy('i.place')
    .limit(most)
    .execute()
}

/** Notes what has become of one. */
export async function settleItem(
  tx: TenantTransaction,
  id: string,
  objectId: string,
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
    .where('object_id', '=', objectId)
    .execute()
}

/** Has what was left when a change was taken back tried once more. */
export async function reopenLeft(tx: TenantTransaction, id: string): Promise<void> {
  await tx
    .updateTable('bulk_change_items')
    .set({ state: 'changed', reason: null, message: null })
    .where('bulk_change_id', '=', id)
    .where('state', '=', 'left')
    .execute()
}

/** Forgets what was so already. */
export async function dropItems(tx: TenantTransaction, id: string, objectIds: readonly string[]): Promise<void> {
  if (objectIds.length === 0) return
  await tx
    .deleteFrom('bulk_change_items')
    .where('bulk_change_id', '=', id)
    .where(sql<SqlBool>`object_id = any(${objectIds}::uuid[])`)
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

/** Those of a state by reason, counted, each with its name as far as the caller sees it. */
export async function findLeft(
  tx: TenantTransaction,
  { id, list }: Pick<BulkChangeRow, 'id' | 'list'>,
  state: 'refused' | 'left',
  most: number,
) {
  const counts = await tx
    .selectFrom('bulk_change_items as i')
    .select(['i.reason', 'i.message', ({ fn }) => fn.countAll<number>().as('count')])
    .where('i.bulk_change_id', '=', id)
    .where('i.state', '=', state)
    // What is short of licenses differs by type and by customer.
    .groupBy(['i.reason', 'i.message'])
    .orderBy('i.reason')
    .orderBy('count', 'desc')
    .limit(mostReasons)
    .execute()
  const named = await Promise.all(
    counts.map(({ reason, message }) => {
      const items = tx
        .selectFrom('bulk_change_items as i')
        .where('i.bulk_change_id', '=', id)
        .where('i.state', '=', state)
        .where(sql<SqlBool>`i.reason is not distinct from ${reason}`)
        .where(sql<SqlBool>`i.message is not distinct from ${message}`)
        .orderBy('i.place')
        .limit(most)
      return items
        .innerJoin(sourceOf(list as BulkList), (join) =>
          join.onRef('one.provider_id', '=', 'i.provider_id').onRef('one.id', '=', 'i.object_id'),
        )
        .select(['one.id', 'one.name'])
        .execute()
    }),
  )
  return counts.map((row, index) => ({ ...row, count: Number(row.count), items: named[index] ?? [] }))
}
