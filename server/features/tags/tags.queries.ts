import { searchKey, sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Insertable, type SqlBool, sql, type Updateable } from 'kysely'
import type { TagsTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import {
  countedRows,
  type ListDefinition,
  type ListPlan,
  type ListReader,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'

/** A tag as lists show it; the organization's columns are null where the caller cannot see it. */
export type TagRow = NonNullable<Awaited<ReturnType<typeof findTag>>>

const definition: ListDefinition = {
  columns: {
    name: { ref: 't.name_key', type: 'text', normalize: sortKey },
    color: { ref: 't.color', type: 'text' },
    organizationId: { ref: 't.organization_id', type: 'id' },
    createdAt: { ref: 't.created_at', type: 'instant' },
    updatedAt: { ref: 't.updated_at', type: 'instant' },
  },
  idRef: 't.id',
  defaultSort: 'name',
}

/** The plan of a list of tags. */
export function planTags(reader: ListReader, query: ListQuery): ListPlan {
  const term = searchKey(query.q ?? '')
  // A house has some hundreds at most.
  const found = term === '' ? [] : [sql<SqlBool>`t.name_key like ${`%${escapeLike(term)}%`}`]
  return planList(reader, definition, query, found)
}

function shown(tx: TenantTransaction) {
  return (
    tx
      .selectFrom('tags as t')
      // Inside both walls: no row where the reader does not see the own house.
      .leftJoin('organizations as house', (join) =>
        join.onRef('house.provider_id', '=', 't.provider_id').onRef('house.id', '=', 't.organization_id'),
      )
      .select(['t.id', 't.organization_id', 't.name', 't.color', 't.version', 't.created_at', 't.updated_at'])
      .select(['house.name as house_name', 'house.type as house_type'])
      .select((eb) =>
        eb
          .selectFrom(
            eb
              .selectFrom('organization_tags as c')
              .select('c.organization_id')
              .whereRef('c.provider_id', '=', 't.provider_id')
              .whereRef('c.tag_id', '=', 't.id')
              .limit(countedRows + 1)
              .as('carrying'),
          )
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .as('customers'),
      )
      .select((eb) =>
        eb
          .selectFrom(
            eb
              .selectFrom('device_tags as d')
              .select('d.device_id')
              .whereRef('d.provider_id', '=', 't.provider_id')
              .whereRef('d.tag_id', '=', 't.id')
              .limit(countedRows + 1)
              .as('tagged'),
          )
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .as('devices'),
      )
      .select((eb) =>
        eb
          .selectFrom(
            eb
              .selectFrom('entity_tags as e')
              .select('e.entity_id')
              .whereRef('e.provider_id', '=', 't.provider_id')
              .whereRef('e.tag_id', '=', 't.id')
              .limit(countedRows + 1)
              .as('labelled'),
          )
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .as('entities'),
      )
  )
}

/** Reads a page, and on the first page counts what it is a page of. */
export async function findTagRows(tx: TenantTransaction, plan: ListPlan) {
  return readPage(tx, plan, paged(shown(tx).select(sortValues(plan)), plan), tx.selectFrom('tags as t'))
}

/** Reads a tag, or nothing where the caller cannot see it. */
export async function findTag(tx: TenantTransaction, id: string) {
  return shown(tx).where('t.id', '=', id).executeTakeFirst()
}

/** Locks a tag that is about to be changed, as far as the caller sees it. */
export async function holdTag(tx: TenantTransaction, id: string): Promise<void> {
  await tx.selectFrom('tags as t').select('t.id').where('t.id', '=', id).forUpdate('t').execute()
}

/** How many tags a house has. */
export async function countTags(tx: TenantTransaction, houseId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('tags')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('organization_id', '=', houseId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/**
 * Inserts a tag.
 * @returns false when its house has one of this name
 */
export async function insertTag(tx: TenantTransaction, row: Insertable<TagsTable>): Promise<boolean> {
  const inserted = await tx
    .insertInto('tags')
    .values(row)
    .onConflict((conflict) => conflict.columns(['provider_id', 'organization_id', 'name_key']).doNothing())
    .returning('id')
    .execute()
  return inserted.length > 0
}

/** Changes a tag and raises its version. */
export async function updateTagRow(tx: TenantTransaction, id: string, change: Updateable<TagsTable>): Promise<void> {
  await tx
    .updateTable('tags')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Deletes a tag; it goes from whatever carries it. */
export async function deleteTagRow(tx: TenantTransaction, id: string): Promise<void> {
  await tx.deleteFrom('tags').where('id', '=', id).execute()
}
