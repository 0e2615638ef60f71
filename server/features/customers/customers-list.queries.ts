import { type customerColumns, internalCustomerColumns } from '@tenantry/contract/customer-list.ts'
import { externalKey } from '@tenantry/contract/external-ids.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { type ListQuery, sortColumns } from '@tenantry/contract/list.ts'
import { type SqlBool, sql } from 'kysely'
import type { Builder } from '../../platform/database/prepared.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { countryCode, foldedText, phoneNumber, plainText } from '../../platform/list/column-sources.ts'
import {
  type ColumnSource,
  counted,
  countedRows,
  inOrder,
  type ListDefinition,
  type ListPlan,
  type ListShape,
  paged,
  planList,
  sortColumnsOf,
  sortValues,
} from '../../platform/list/list-plan.ts'
import { preparedIds, preparedList } from '../../platform/list/prepared-list.ts'
import { refuseColumns } from '../../platform/list/refuse-columns.ts'
import { type Found, findBySearch, type SearchTarget, type Seeker } from '../../platform/list/search.ts'
import { externalIdCondition, findKnownBy } from '../external-ids/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import { tagCondition, tagLabels } from '../tags/public.ts'

const definition: ListDefinition = {
  columns: {
    name: { ref: 'o.name_key', type: 'text', normalize: sortKey },
    code: { ref: 'o.code_key', type: 'text', nullable: true, normalize: sortKey },
    type: { ref: 'o.type', type: 'text' },
    status: { ref: 'o.status', type: 'text' },
    statusSince: { ref: 'o.status_since', type: 'instant', nullable: true },
    // The parent as the caller sees it: one that is hidden counts as none.
    parentId: { ref: 'parent.id', type: 'id', nullable: true },
    plan: { ref: 'o.plan_kind', type: 'text' },
    planExpiresOn: { ref: 'o.plan_expires_on', type: 'date', nullable: true },
    country: countryCode('o.country'),
    state: foldedText('o.state'),
    city: foldedText('o.city'),
    postalCode: foldedText('o.postal_code'),
    domain: { ...plainText('o.domain'), normalize: (value) => value.toLowerCase() },
    businessEmail: foldedText('o.business_email'),
    phone: phoneNumber('o.phone'),
    website: foldedText('o.website'),
    accountManagerEmail: foldedText('o.account_manager_email'),
    subscriptionId: foldedText('o.subscription_id'),
    tags: { condition: (condition) => tagCondition('o', condition) },
    externalIds: { condition: (condition) => externalIdCondition('o', condition) },
    devices: { ref: 'counters.devices', type: 'number' },
    users: { ref: 'counters.users', type: 'number' },
    entities: { ref: 'counters.entities', type: 'number' },
    createdAt: { ref: 'o.created_at', type: 'instant' },
    updatedAt: { ref: 'o.updated_at', type: 'instant' },
  } satisfies Record<keyof typeof customerColumns, ColumnSource>,
  idRef: 'o.id',
  defaultSort: 'name',
}

/** Columns that the counts of customers have themselves: they lie in the order of names, too. */
const counts = ['devices', 'users', 'entities']
const ofCounts = ['name', ...counts]

/** The list as its counts alone can tell it. */
const countsDefinition: ListDefinition = {
  ...definition,
  columns: { ...definition.columns, name: { ref: 'counters.name_key', type: 'text', normalize: sortKey } },
  idRef: 'counters.organization_id',
}

const searched: SearchTarget = {
  function: 'search.organization_ids',
  idRef: 'o.id',
  refs: ['o.name_key', 'o.code_key'],
  alsoNamed: async ({ tx, caller }, typed) =>
    isOwnSide(caller) ? [] : findKnownBy(tx, externalKey(typed.trim()), mostKnown),
}

/** Few systems call many customers the same. */
const mostKnown = 200

/** One row of the list as it is read. */
export type CustomerRow = Awaited<ReturnType<typeof findCustomerRows>>['rows'][number]

/**
 * The plan of a customers list: its conditions with those of the search by name or code.
 * @throws invalid_input (422) for a column that does not exist for a customer's own people, and a cursor of another list
 */
export async function planCustomers(context: Seeker, query: ListQuery): Promise<ListPlan> {
  const { conditions } = await findConditions(context, query)
  return planList(definition, query, conditions)
}

/**
 * The same for one page, which is told with less where less is asked: by counts alone, or by what a search has found, which
 * is the total, and begins with the first page by name. Only whoever sees the whole provider takes the search function's
 * word for that; for all others the wall in the code has its say.
 * @throws invalid_input (422) as {@link planCustomers}
 */
export async function planCustomersPage(context: Seeker, query: ListQuery): Promise<ListPlan> {
  const { conditions, ids } = await findConditions(context, query)
  const isByCounts = conditions.length === 0 && asksForCounts(query)
  const plan = planList(isByCounts ? countsDefinition : definition, query, conditions)
  const isOnlySearched = ids !== null && plan.filteredColumns.length === 0 && context.caller.scope.reach === 'all'
  if (!isOnlySearched || plan.cursor) return plan
  const known = { ...plan, knownTotal: ids.length }
  const isByName = (query.sort || definition.defaultSort) === definition.defaultSort
  if (!isByName || ids.length > countedRows) return known
  return { ...known, conditions: [sql<SqlBool>`o.id = any(${ids.slice(0, plan.limit + 1)}::uuid[])`] }
}

/** Whether some of the counts are asked for, and nothing but them and names. */
function asksForCounts({ filter, sort }: ListQuery): boolean {
  const asked = [...Object.keys(filter ?? {}), ...sortColumns(sort).map(({ name }) => name)]
  return asked.some((column) => counts.includes(column)) && asked.every((column) => ofCounts.includes(column))
}

async function findConditions(context: Seeker, query: ListQuery): Promise<Found> {
  if (isOwnSide(context.caller)) refuseColumns(query, internalCustomerColumns)
  const { conditions, ids } = await findBySearch(context, query.q, searched)
  // Whoever sees single entities sees no customer, though the counts of those that the entities belong to.
  const nobody = context.caller.scope.reach === 'entities' ? [sql<SqlBool>`false`] : []
  return { conditions: [...nobody, ...conditions], ids }
}

/**
 * Reads a page, and on the first page counts what it is a page of. The page is picked first, by what it is chosen and
 * sorted by alone, so that an index can be enough to pass over what it does not show. All else is joined afterwards, row
 * by row: the policies make a look-up in a joined table seem dear to the planner, which would read whole tables instead.
 */
export const findCustomerRows = preparedList((db, plan) => {
  const page = inOrder(
    db
      .selectFrom(picked(db, plan))
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('organizations as whole')
            .select(ownColumns)
            .whereRef('whole.provider_id', '=', 'page.provider_id')
            .whereRef('whole.id', '=', 'page.id')
            .limit(1)
            .as('own'),
        (join) => join.onTrue(),
      )
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('organization_counters as counted')
            .select(['counted.devices', 'counted.users', 'counted.entities'])
            .whereRef('counted.provider_id', '=', 'page.provider_id')
            .whereRef('counted.organization_id', '=', 'page.id')
            .limit(1)
            .as('counters'),
        (join) => join.onTrue(),
      )
      .leftJoin('organizations as parent', (join) =>
        join.onRef('parent.provider_id', '=', 'page.provider_id').onRef('parent.id', '=', 'own.parent_id'),
      )
      .select([
        'page.id',
        'own.name',
        'own.code',
        'own.type',
        'own.status',
        'own.status_since',
        'own.domain',
        'own.business_email',
        'own.phone',
        'own.website',
        'own.country',
        'own.state',
        'own.city',
        'own.postal_code',
        'own.plan_kind',
        'own.plan_expires_on',
        'own.subscription_id',
        'own.account_manager_email',
        'own.created_at',
        'own.updated_at',
        'parent.id as parent_id',
        'parent.name as parent_name',
        'counters.devices',
        'counters.users',
        'counters.entities',
        'page.sort_values',
      ])
      .select(tagLabels(db, { providerRef: 'page.provider_id', idRef: 'page.id' }).as('tags')),
    plan,
    'page',
  )
  return { page, total: total(db, plan) }
})

function picked(db: Builder, plan: ListShape) {
  const [keys, values] = [sortColumnsOf(plan), sortValues(plan)]
  if (isByCounts(plan)) {
    const all = counters(db).select(['counters.provider_id', 'counters.organization_id as id'])
    return paged(all.select(keys).select(values), plan).as('page')
  }
  const all = listed(db, [...plan.filteredColumns, ...plan.sortedColumns]).select(['o.provider_id', 'o.id'])
  return paged(all.select(keys).select(values), plan).as('page')
}

function total(db: Builder, plan: ListShape) {
  return isByCounts(plan) ? counted(db, plan, counters(db)) : counted(db, plan, listed(db, plan.filteredColumns))
}

function isByCounts({ idRef }: ListShape): boolean {
  return idRef === countsDefinition.idRef
}

/** All ids of the list in its order. */
export const findCustomerIds = preparedIds((db, plan) =>
  listed(db, [...plan.filteredColumns, ...plan.sortedColumns]).select('o.id'),
)

const ownColumns = [
  'whole.name',
  'whole.code',
  'whole.type',
  'whole.status',
  'whole.status_since',
  'whole.domain',
  'whole.business_email',
  'whole.phone',
  'whole.website',
  'whole.country',
  'whole.state',
  'whole.city',
  'whole.postal_code',
  'whole.plan_kind',
  'whole.plan_expires_on',
  'whole.subscription_id',
  'whole.account_manager_email',
  'whole.created_at',
  'whole.updated_at',
  'whole.parent_id',
] as const

/** The rows of the list; what has to be joined is joined only where a condition or the order needs it. */
function listed(db: Builder, columns: readonly string[]) {
  return (
    db
      .selectFrom('organizations as o')
      // The provider is the one whose id is its own; said so, it is told by each index.
      .whereRef('o.id', '<>', 'o.provider_id')
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
  )
}

/**
 * The counts of the list's rows, which stand for those: each customer has counts, what has been merged has none, and
 * whoever sees a customer sees its counts.
 */
function counters(db: Builder) {
  return db
    .selectFrom('organization_counters as counters')
    .whereRef('counters.organization_id', '<>', 'counters.provider_id')
}

/** The ids of all that a list shows, in the order of its names, at most some. */
export async function findListedIds(tx: TenantTransaction, plan: ListPlan, most: number): Promise<string[]> {
  const all = plan.conditions.reduce((each, condition) => each.where(condition), listed(tx, plan.filteredColumns))
  const rows = await all.select('o.id').orderBy('o.name_key').orderBy('o.id').limit(most).execute()
  return rows.map(({ id }) => id)
}

/** Some organizations and everything above them, of what the caller sees, by name. */
export async function findWithAbove(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('organizations as o')
    .select(['o.id', 'o.name', 'o.code', 'o.type', 'o.status', 'o.parent_id'])
    .where('o.id', 'in', (eb) =>
      eb
        .selectFrom('organization_closure as c')
        .select('c.ancestor_id')
        .where(sql<SqlBool>`c.descendant_id = any(${ids}::uuid[])`),
    )
    .orderBy('o.name_key')
    .orderBy('o.id')
    .execute()
}
