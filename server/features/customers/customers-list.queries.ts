import { type JoinBuilder, type SqlBool, sql } from 'kysely'
import { type Builder, prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { counted, type ListPlan, type ListShape, paged, sortValues } from '../../platform/list/list-plan.ts'
import { preparedIds, preparedList } from '../../platform/list/prepared-list.ts'
import { externalIdList } from '../external-ids/public.ts'
import { ownSettings, type SettingName } from '../settings/public.ts'
import { tagLabels } from '../tags/public.ts'
import { counts, countsDefinition } from './plan-customers.ts'

/** One row of the list as it is read. */
export type CustomerRow = Awaited<ReturnType<typeof rowsById>>[number] & { sort_values: (string | number | null)[] }

/**
 * Reads a page, and on the first page counts what it is a page of. The page is picked first, by what it is chosen and
 * sorted by alone, so that an index can be enough to pass over what it does not show.
 */
export const findCustomerRows = preparedList((db, plan) => ({ page: picked(db, plan), total: total(db, plan) }), {
  complete: readRows,
})

function picked(db: Builder, plan: ListShape) {
  const values = sortValues(plan)
  return isByCounts(plan)
    ? paged(counters(db).select('counters.organization_id as id').select(values), plan)
    : paged(listed(db, plan, 'in order').select('o.id').select(values), plan)
}

/** The rows of what was picked, in its order, as they were at that moment. */
async function readRows(tx: TenantTransaction, keys: Pick<CustomerRow, 'id' | 'sort_values'>[]) {
  if (keys.length === 0) return []
  const rows = await rowsById(tx, { ids: keys.map(({ id }) => id) })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return keys.flatMap(({ id, sort_values }) => {
    const row = byId.get(id)
    return row ? [{ ...row, sort_values }] : []
  })
}

/**
 * By ids alone, so that the plan is made once and kept: with all these joins, making it takes as long as running it.
 * What is joined is looked up row by row: the policies make a look-up in a joined table seem dear to the planner, which
 * would read whole tables instead.
 */
const rowsById = prepared((db, { ids }: Given<{ ids: string[] }>) =>
  db
    .selectFrom('organizations as own')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('organization_counters as counted')
          .select(['counted.devices', 'counted.users', 'counted.entities'])
          .whereRef('counted.provider_id', '=', 'own.provider_id')
          .whereRef('counted.organization_id', '=', 'own.id')
          .limit(1)
          .as('counters'),
      (join) => join.onTrue(),
    )
    .leftJoin('organizations as parent', (join) =>
      join.onRef('parent.provider_id', '=', 'own.provider_id').onRef('parent.id', '=', 'own.parent_id'),
    )
    .select([
      'own.id',
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
      'own.region',
      'own.state',
      'own.city',
      'own.postal_code',
      'own.line1',
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
    ])
    .select(ownSettings(db, { providerRef: 'own.provider_id', idRef: 'own.id' }).as('settings'))
    .select(tagLabels(db, { providerRef: 'own.provider_id', idRef: 'own.id' }).as('tags'))
    .select(externalIdList(db, { providerRef: 'own.provider_id', idRef: 'own.id' }).as('external_ids'))
    .where(sql<SqlBool>`own.id = any(${ids}::uuid[])`),
)

function total(db: Builder, plan: ListShape) {
  return isByCounts(plan) ? counted(db, plan, counters(db)) : counted(db, plan, listed(db, plan, 'counted'))
}

function isByCounts({ idRef }: ListShape): boolean {
  return idRef === countsDefinition.idRef
}

/** All ids of the list in its order. */
export const findCustomerIds = preparedIds((db, plan) => listed(db, plan, 'in order').select('o.id'))

/** The rows of the list; what has to be joined is joined only where a condition or the order needs it. */
function listed(db: Builder, { filteredColumns, keys }: ListShape, order: 'in order' | 'counted') {
  const isSortedBy = (table: string) => order === 'in order' && keys.some(({ ref }) => ref.startsWith(`${table}.`))
  const hasSetting = (name: SettingName, table: string) => isSortedBy(table) || filteredColumns.includes(name)
  return (
    db
      .selectFrom('organizations as o')
      // The provider is the one whose id is its own; said so, it is told by each index.
      .whereRef('o.id', '<>', 'o.provider_id')
      .$if(isSortedBy('counters') || filteredColumns.some((column) => counts.includes(column)), (each) =>
        each.innerJoin('organization_counters as counters', (join) =>
          join.onRef('counters.provider_id', '=', 'o.provider_id').onRef('counters.organization_id', '=', 'o.id'),
        ),
      )
      .$if(isSortedBy('parent') || filteredColumns.includes('parentId'), (each) =>
        each.leftJoin('organizations as parent', (join) =>
          join.onRef('parent.provider_id', '=', 'o.provider_id').onRef('parent.id', '=', 'o.parent_id'),
        ),
      )
      .$if(hasSetting('timeZone', 'time_zone'), (each) =>
        each.leftJoin('organization_settings as time_zone', ownSetting('time_zone', 'timeZone')),
      )
      .$if(hasSetting('locale', 'locale'), (each) =>
        each.leftJoin('organization_settings as locale', ownSetting('locale', 'locale')),
      )
      .$if(hasSetting('currency', 'currency'), (each) =>
        each.leftJoin('organization_settings as currency', ownSetting('currency', 'currency')),
      )
  )
}

/** Joins, by a name of its own, one setting that `o` has itself. */
function ownSetting(alias: string, name: SettingName) {
  const ref = (column: string) => sql.ref(`${alias}.${column}`)
  return <DB, TB extends keyof DB>(join: JoinBuilder<DB, TB>) =>
    join
      .on(sql<SqlBool>`${ref('provider_id')} = o.provider_id`)
      .on(sql<SqlBool>`${ref('organization_id')} = o.id`)
      .on(sql<SqlBool>`${ref('name')} = ${sql.lit(name)}`)
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
  const all = plan.conditions.reduce((each, condition) => each.where(condition), listed(tx, plan, 'counted'))
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
