import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type SqlBool, sql } from 'kysely'
import type { Builder } from '../../platform/database/prepared.ts'
import {
  counted,
  inOrder,
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  sortColumnsOf,
  sortValues,
} from '../../platform/list/list-plan.ts'
import { preparedList } from '../../platform/list/prepared-list.ts'
import { type SearchTarget, type Seeker, searchConditions } from '../../platform/list/search.ts'

const definition: ListDefinition = {
  columns: {
    name: { ref: 'o.name_key', type: 'text', normalize: sortKey },
    code: { ref: 'o.code_key', type: 'text', nullable: true, normalize: sortKey },
    type: { ref: 'o.type', type: 'text' },
    status: { ref: 'o.status', type: 'text' },
    // The parent as the caller sees it: one that is hidden counts as none.
    parentId: { ref: 'parent.id', type: 'id', nullable: true },
    country: { ref: 'o.country', type: 'text', nullable: true, normalize: (value) => value.toUpperCase() },
    devices: { ref: 'counters.devices', type: 'number' },
    users: { ref: 'counters.users', type: 'number' },
    entities: { ref: 'counters.entities', type: 'number' },
    createdAt: { ref: 'o.created_at', type: 'instant' },
    updatedAt: { ref: 'o.updated_at', type: 'instant' },
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
export type CustomerRow = Awaited<ReturnType<typeof findCustomerRows>>['rows'][number]

/** The plan of a customers list: its conditions with those of the search by name or code. */
export async function planCustomers(context: Seeker, query: ListQuery): Promise<ListPlan> {
  const notTheProvider = sql<SqlBool>`o.type <> 'provider'`
  return planList(definition, query, [notTheProvider, ...(await searchConditions(context, query.q, searched))])
}

const counts = ['devices', 'users', 'entities']

/**
 * Reads a page, and on the first page counts what it is a page of. The page is picked first and joined afterwards: the
 * policies make a look-up in a joined table seem dear to the planner, which would read whole tables instead.
 */
export const findCustomerRows = preparedList((db, plan) => {
  const page = inOrder(
    db
      .selectFrom(
        paged(
          listed(db, [...plan.filteredColumns, ...plan.sortedColumns])
            .select(ownColumns)
            .select(sortColumnsOf(plan))
            .select(sortValues(plan)),
          plan,
        ).as('page'),
      )
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('organization_counters as own')
            .select(['own.devices', 'own.users', 'own.entities'])
            .whereRef('own.provider_id', '=', 'page.provider_id')
            .whereRef('own.organization_id', '=', 'page.id')
            // Keeps the look-up a look-up per row.
            .limit(1)
            .as('counters'),
        (join) => join.onTrue(),
      )
      .leftJoin('organizations as parent', (join) =>
        join.onRef('parent.provider_id', '=', 'page.provider_id').onRef('parent.id', '=', 'page.above_id'),
      )
      .select([
        'page.id',
        'page.name',
        'page.code',
        'page.type',
        'page.status',
        'page.domain',
        'page.country',
        'page.state',
        'page.city',
        'page.plan_kind',
        'page.created_at',
        'page.updated_at',
        'parent.id as parent_id',
        'parent.name as parent_name',
        'counters.devices',
        'counters.users',
        'counters.entities',
        'page.sort_values',
      ]),
    plan,
    'page',
  )
  return { page, total: counted(db, plan, listed(db, plan.filteredColumns)) }
})

const ownColumns = [
  'o.provider_id',
  'o.id',
  'o.name',
  'o.code',
  'o.type',
  'o.status',
  'o.domain',
  'o.country',
  'o.state',
  'o.city',
  'o.plan_kind',
  'o.created_at',
  'o.updated_at',
  'o.parent_id as above_id',
] as const

/** The rows of the list; what has to be joined is joined only where a condition or the order needs it. */
function listed(db: Builder, columns: readonly string[]) {
  return db
    .selectFrom('organizations as o')
    .$if(
      columns.some((column) => counts.includes(column)),
      (each) =>
        each.innerJoin('organization_counters as counters', (join) =>
          join.onRef('counters.provider_id', '=', 'o.provider_id').onRef('counters.organization_id', '=', 'o.id'),
        ),
    )
    .$if(columns.includes('parentId'), (each) =>
      each.leftJoin('organizations as parent', (join) =>
        join.onRef('parent.provider_id', '=', 'o.provider_id').onRef('parent.id', '=', 'o.parent_id'),
      ),
    )
}
