import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { statusesInUse } from '@tenantry/contract/organizations.ts'
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import {
  counted,
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  sortValues,
} from '../../platform/list/list-plan.ts'
import { preparedList } from '../../platform/list/prepared-list.ts'
import { type SearchTarget, type Seeker, searchConditions } from '../../platform/list/search.ts'

const definition: ListDefinition = {
  columns: {
    id: { ref: 'o.id', type: 'id' },
    name: { ref: 'o.name_key', type: 'text', normalize: sortKey },
    code: { ref: 'o.code_key', type: 'text', nullable: true, normalize: sortKey },
    type: { ref: 'o.type', type: 'text' },
    // The parent as the caller sees it: asking for an invisible one finds nothing, asking for none finds the tops.
    parentId: { ref: 'parent.id', type: 'id', nullable: true },
    status: { ref: 'o.status', type: 'text' },
  },
  idRef: 'o.id',
  defaultSort: 'name',
}

const searched: SearchTarget = {
  function: 'search.organization_ids',
  idRef: 'o.id',
  refs: ['o.name_key', 'o.code_key'],
}

/** One row of the list as it is read. */
export type OrganizationRow = Awaited<ReturnType<typeof findOrganizationRows>>['rows'][number]

/**
 * The plan of a list of nodes: its conditions with those of the search by name or code.
 * @param extra further conditions
 * @param of what they are, so that a cursor holds for them alone
 */
export async function planOrganizations(
  context: Seeker,
  query: ListQuery,
  extra: Expression<SqlBool>[],
  of: string,
): Promise<ListPlan> {
  const conditions = [...(await searchConditions(context, query.q, searched)), ...extra]
  return planList(context.caller, definition, query, conditions, of)
}

/** Holds for an organization `o` below the provider or partner that a user, active and visible, belongs to. */
export function mayBeLookedAfterBy(membershipId: string): Expression<SqlBool> {
  // Without the transaction, which would wall it before the values are taken out of the prepared list.
  const below = expressionBuilder<Tables>()
    .selectFrom('organization_closure as c')
    .innerJoin('memberships as m', (join) =>
      join.onRef('m.provider_id', '=', 'c.provider_id').onRef('m.organization_id', '=', 'c.ancestor_id'),
    )
    .innerJoin('organizations as home', (join) =>
      join.onRef('home.provider_id', '=', 'm.provider_id').onRef('home.id', '=', 'm.organization_id'),
    )
    .select('c.descendant_id')
    .where('c.distance', '>', 0)
    .where('m.id', '=', membershipId)
    .where('m.status', '=', 'active')
    .where('home.type', 'in', ['provider', 'partner'])
  return sql<SqlBool>`o.id in ${below}`
}

/**
 * Holds for an organization that is neither disabled nor archived, or has one below it that is not.
 * @param alias what it is called in the statement around it
 */
export function isInUse(alias: string): Expression<SqlBool> {
  const below = expressionBuilder<Tables>()
    .selectFrom('organization_closure as c')
    .innerJoin('organizations as used', (join) =>
      join.onRef('used.provider_id', '=', 'c.provider_id').onRef('used.id', '=', 'c.descendant_id'),
    )
    .select('used.id')
    .whereRef('c.provider_id', '=', sql.ref(`${alias}.provider_id`))
    .whereRef('c.ancestor_id', '=', sql.ref(`${alias}.id`))
    .where('used.status', 'in', statusesInUse)
  const itself = sql`${sql.ref(`${alias}.status`)} = any(${[...statusesInUse]}::text[])`
  // Nothing lies below a customer, which most are.
  return sql<SqlBool>`(${itself} or (${sql.ref(`${alias}.type`)} <> 'customer' and exists ${below}))`
}

/**
 * Holds for the provider itself.
 * @param alias what the organization is called in the statement around it
 */
export function isProvider(alias: string): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(`${alias}.id`)} = ${sql.ref(`${alias}.provider_id`)}`
}

/** Reads a page, and on the first page counts what it is a page of. */
export const findOrganizationRows = preparedList((db, plan) => {
  const base = db
    .selectFrom('organizations as o')
    .leftJoin('organizations as parent', (join) =>
      join.onRef('parent.provider_id', '=', 'o.provider_id').onRef('parent.id', '=', 'o.parent_id'),
    )
  const page = paged(
    base.select(['o.id', 'o.name', 'o.code', 'o.type', 'o.status', 'parent.id as parent_id', sortValues(plan)]),
    plan,
  )
  return { page, total: counted(db, plan, base) }
})

/**
 * How far some organizations lie below the top of what the caller can see; 0 for a top. What is hidden above does not
 * count, so that nobody learns how much there is of it.
 */
export async function findDepths(tx: TenantTransaction, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('organization_closure as c')
    .innerJoin('organizations as top', (join) =>
      join.onRef('top.provider_id', '=', 'c.provider_id').onRef('top.id', '=', 'c.ancestor_id'),
    )
    .leftJoin('organizations as above', (join) =>
      join.onRef('above.provider_id', '=', 'top.provider_id').onRef('above.id', '=', 'top.parent_id'),
    )
    .select(({ fn }) => ['c.descendant_id', fn.min('c.distance').as('depth')])
    .where(sql<SqlBool>`c.descendant_id = any(${ids}::uuid[])`)
    .where('above.id', 'is', null)
    .groupBy('c.descendant_id')
    .execute()
  return new Map(rows.map((row) => [row.descendant_id, row.depth]))
}

/**
 * Counts the visible organizations directly below each of some; those with none are missing in the answer.
 * @param inUse only those that {@link isInUse} leaves
 */
export async function countChildren(
  tx: TenantTransaction,
  ids: string[],
  inUse: boolean,
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('organizations as child')
    .select(({ fn }) => ['child.parent_id', fn.countAll<number>().as('count')])
    .where(sql<SqlBool>`child.parent_id = any(${ids}::uuid[])`)
    .$if(inUse, (each) => each.where(isInUse('child')))
    .groupBy('child.parent_id')
    .execute()
  return new Map(rows.map((row) => [row.parent_id ?? '', row.count]))
}
