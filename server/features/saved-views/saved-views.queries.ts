import { searchKey, sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Insertable, type SqlBool, sql, type Updateable } from 'kysely'
import type { SavedViewsTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import {
  type ListDefinition,
  type ListPlan,
  type ListReader,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'

/** A view as the caller sees it, with whether it is the caller's default. */
export type SavedViewRow = NonNullable<Awaited<ReturnType<typeof findView>>>

const definition: ListDefinition = {
  columns: {
    list: { ref: 'v.list', type: 'text' },
    name: { ref: 'v.name_key', type: 'text', normalize: sortKey },
  },
  idRef: 'v.id',
  defaultSort: 'name',
}

/** The plan of a list of views. One person sees some hundreds at most. */
export function planViews(reader: ListReader, query: ListQuery): ListPlan {
  const term = searchKey(query.q ?? '')
  const found = term === '' ? [] : [sql<SqlBool>`v.name_key like ${`%${escapeLike(term)}%`}`]
  return planList(reader, definition, query, found)
}

function shown(tx: TenantTransaction) {
  return (
    tx
      .selectFrom('saved_views as v')
      // Inside the wall around one's own: nobody else's.
      .leftJoin('default_views as d', (join) =>
        join.onRef('d.provider_id', '=', 'v.provider_id').onRef('d.view_id', '=', 'v.id'),
      )
      .select(['v.id', 'v.membership_id', 'v.author_id', 'v.list', 'v.name', 'v.search'])
      .select(['v.version', 'v.created_at', 'v.updated_at', 'd.view_id as default_id'])
  )
}

/** Reads a page, and on the first page counts what it is a page of. */
export async function findViewRows(tx: TenantTransaction, plan: ListPlan) {
  return readPage(tx, plan, paged(shown(tx).select(sortValues(plan)), plan), tx.selectFrom('saved_views as v'))
}

/** Reads a view, or nothing where it is another's or another house's. */
export async function findView(tx: TenantTransaction, id: string) {
  return shown(tx).where('v.id', '=', id).executeTakeFirst()
}

/** Holds a view that is about to be changed; others wait to change it until the transaction ends. */
export async function holdView(tx: TenantTransaction, id: string): Promise<void> {
  await tx.selectFrom('saved_views as v').select('v.id').where('v.id', '=', id).forUpdate().execute()
}

/** How many views a person has, or a house. @param membershipId null for the caller's house */
export async function countViews(tx: TenantTransaction, membershipId: string | null): Promise<number> {
  const { count } = await tx
    .selectFrom('saved_views')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('membership_id', membershipId === null ? 'is' : '=', membershipId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Inserts a view. */
export async function insertView(tx: TenantTransaction, row: Insertable<SavedViewsTable>): Promise<void> {
  await tx.insertInto('saved_views').values(row).execute()
}

/** Changes a view and raises its version. */
export async function updateViewRow(
  tx: TenantTransaction,
  id: string,
  change: Updateable<SavedViewsTable>,
): Promise<void> {
  await tx
    .updateTable('saved_views')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Deletes a view; lists that opened with it begin as they are again. */
export async function deleteViewRow(tx: TenantTransaction, id: string): Promise<void> {
  await tx.deleteFrom('saved_views').where('id', '=', id).execute()
}

/** The views that the caller's lists open with; none that is out of sight by now. */
export async function listDefaults(tx: TenantTransaction) {
  return tx
    .selectFrom('default_views as d')
    .innerJoin('saved_views as v', (join) =>
      join.onRef('v.provider_id', '=', 'd.provider_id').onRef('v.id', '=', 'd.view_id'),
    )
    .select(['d.list', 'd.view_id as viewId', 'v.search'])
    .orderBy('d.list')
    .execute()
}

/** Makes a view the one that its list opens with for a person, in place of another one. */
export async function insertDefault(
  tx: TenantTransaction,
  row: { provider_id: string; membership_id: string; list: string; view_id: string },
): Promise<void> {
  await tx
    .insertInto('default_views')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['provider_id', 'membership_id', 'list']).doUpdateSet({ view_id: row.view_id }),
    )
    .execute()
}

/** Takes it back. */
export async function deleteDefault(tx: TenantTransaction, viewId: string): Promise<void> {
  await tx.deleteFrom('default_views').where('view_id', '=', viewId).execute()
}
