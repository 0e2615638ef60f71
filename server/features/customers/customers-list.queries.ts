import { type customerColumns, internalCustomerColumns } from '@tenantry/contract/customer-list.ts'
import { externalKey } from '@tenantry/contract/external-ids.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type SqlBool, sql } from 'kysely'
import type { Builder } from '../../platform/database/prepared.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { countryCode, foldedText, phoneNumber, plainText } from '../../platform/list/column-sources.ts'
import {
  type ColumnSource,
  counted,
  inOrder,
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  sortColumnsOf,
  sortValues,
} from '../../platform/list/list-plan.ts'
import { preparedIds, preparedList } from '../../platform/list/prepared-list.ts'
import { refuseColumns } from '../../platform/list/refuse-columns.ts'
import { type SearchTarget, type Seeker, searchConditions } from '../../platform/list/search.ts'
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
  if (isOwnSide(context.caller)) refuseColumns(query, internalCustomerColumns)
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
        'page.status_since',
        'page.domain',
        'page.business_email',
        'page.phone',
        'page.website',
        'page.country',
        'page.state',
        'page.city',
        'page.postal_code',
        'page.plan_kind',
        'page.plan_expires_on',
        'page.subscription_id',
        'page.account_manager_email',
        'page.created_at',
        'page.updated_at',
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
  return { page, total: counted(db, plan, listed(db, plan.filteredColumns)) }
})

/** All ids of the list in its order. */
export const findCustomerIds = preparedIds((db, plan) =>
  listed(db, [...plan.filteredColumns, ...plan.sortedColumns]).select('o.id'),
)

const ownColumns = [
  'o.provider_id',
  'o.id',
  'o.name',
  'o.code',
  'o.type',
  'o.status',
  'o.status_since',
  'o.domain',
  'o.business_email',
  'o.phone',
  'o.website',
  'o.country',
  'o.state',
  'o.city',
  'o.postal_code',
  'o.plan_kind',
  'o.plan_expires_on',
  'o.subscription_id',
  'o.account_manager_email',
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
