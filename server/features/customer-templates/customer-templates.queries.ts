import { searchKey, sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Insertable, type SqlBool, sql, type Updateable } from 'kysely'
import type { CustomerTemplatesTable } from '../../database/tables.generated.ts'
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

/** A template as lists show it; the organization's columns are null where the caller cannot see it. */
export type TemplateRow = NonNullable<Awaited<ReturnType<typeof findTemplate>>>

const definition: ListDefinition = {
  columns: {
    name: { ref: 't.name_key', type: 'text', normalize: sortKey },
    organizationId: { ref: 'owner.id', type: 'id', nullable: true },
    type: { ref: 't.type', type: 'text', nullable: true },
    createdAt: { ref: 't.created_at', type: 'instant' },
    updatedAt: { ref: 't.updated_at', type: 'instant' },
  },
  idRef: 't.id',
  defaultSort: 'name',
}

/** The plan of a list of templates. */
export function planTemplates(reader: ListReader, query: ListQuery): ListPlan {
  const term = searchKey(query.q ?? '')
  // An organization has some hundreds at most.
  const found = term === '' ? [] : [sql<SqlBool>`t.name_key like ${`%${escapeLike(term)}%`}`]
  return planList(reader, definition, query, found)
}

function listed(tx: TenantTransaction) {
  return (
    tx
      .selectFrom('customer_templates as t')
      // Inside both walls: no row where the reader cannot see whose it is.
      .leftJoin('organizations as owner', (join) =>
        join.onRef('owner.provider_id', '=', 't.provider_id').onRef('owner.id', '=', 't.organization_id'),
      )
  )
}

function shown(tx: TenantTransaction) {
  return listed(tx)
    .select([
      't.id',
      't.organization_id',
      't.name',
      't.is_shared',
      't.type',
      't.version',
      't.created_at',
      't.updated_at',
    ])
    .select(['owner.id as owner_id', 'owner.name as owner_name', 'owner.type as owner_type'])
}

/** Reads a page, and on the first page counts what it is a page of. */
export async function findTemplateRows(tx: TenantTransaction, plan: ListPlan) {
  return readPage(tx, plan, paged(shown(tx).select(sortValues(plan)), plan), listed(tx))
}

/** Reads a template with its values, or nothing where the caller cannot see it. */
export async function findTemplate(tx: TenantTransaction, id: string) {
  return shown(tx).select(['t.values', 't.account_manager_id']).where('t.id', '=', id).executeTakeFirst()
}

/**
 * Holds a template that is about to be changed, as far as the caller sees the organization that it belongs to; others
 * wait to change it until the transaction ends.
 */
export async function holdTemplate(tx: TenantTransaction, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('customer_templates as t')
    .innerJoin('organizations as owner', (join) =>
      join.onRef('owner.provider_id', '=', 't.provider_id').onRef('owner.id', '=', 't.organization_id'),
    )
    .select('t.id')
    .where('t.id', '=', id)
    .forUpdate('t')
    .executeTakeFirst()
  return row !== undefined
}

/** How many templates an organization has. */
export async function countTemplates(tx: TenantTransaction, organizationId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('customer_templates')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/**
 * Inserts a template.
 * @returns false when its organization has one of this name
 */
export async function insertTemplate(tx: TenantTransaction, row: Insertable<CustomerTemplatesTable>): Promise<boolean> {
  const inserted = await tx
    .insertInto('customer_templates')
    .values(row)
    .onConflict((conflict) => conflict.columns(['provider_id', 'organization_id', 'name_key']).doNothing())
    .returning('id')
    .execute()
  return inserted.length > 0
}

/** Changes a template and raises its version. */
export async function updateTemplateRow(
  tx: TenantTransaction,
  id: string,
  change: Updateable<CustomerTemplatesTable>,
): Promise<void> {
  await tx
    .updateTable('customer_templates')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Deletes a template. */
export async function deleteTemplateRow(tx: TenantTransaction, id: string): Promise<void> {
  await tx.deleteFrom('customer_templates').where('id', '=', id).execute()
}
