/** The ledger as a list. */
import type { ledgerColumns } from '@tenantry/contract/license-ledger.ts'
import type { FilterCondition, ListQuery } from '@tenantry/contract/list.ts'
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../database/tables.generated.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import type { Builder } from '../../platform/database/prepared.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import { folded, foldedValue } from '../../platform/list/folded.ts'
import {
  type ColumnSource,
  counted,
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  sortValues,
} from '../../platform/list/list-plan.ts'
import { preparedIds, preparedList } from '../../platform/list/prepared-list.ts'
import { trialDevices } from '../license-counts/public.ts'
import { houseOfPartner, isOwnSide } from '../own-side/public.ts'
import { countsFor } from './left-accounts.queries.ts'

const definition: ListDefinition = {
  columns: {
    happenedAt: { ref: 'l.happened_at', type: 'instant' },
    organizationId: { ref: 'l.organization_id', type: 'id' },
    withinId: { condition: isWithin },
    accountId: { condition: isOfAccount },
    type: { ref: 'l.type', type: 'text' },
    kind: { ref: 'l.kind', type: 'text' },
    reason: { ref: 'l.reason', type: 'text' },
    subjectId: { ref: 'l.subject_id', type: 'id' },
  } satisfies Record<keyof typeof ledgerColumns, ColumnSource>,
  idRef: 'l.id',
  defaultSort: '-happenedAt',
  // Of one moment the order in which they came.
  thenBy: { ref: 'l.number', type: 'number' },
}

/** Whether a row is of one of some organizations or of what lies below them. */
function isWithin({ operator, values }: FilterCondition): Expression<SqlBool> {
  // Without a transaction, which would wall it before the values are taken out of the prepared list.
  const below = expressionBuilder<Tables>()
    .selectFrom('organization_closure as c')
    .select('c.descendant_id')
    .where(sql<SqlBool>`c.ancestor_id = any(${values}::uuid[])`)
  const isIn = sql<SqlBool>`l.organization_id in ${below}`
  return operator === 'ne' || operator === 'nin' ? sql<SqlBool>`not (${isIn})` : isIn
}

/** Whether a row is one of those that some accounts are metered by. */
function isOfAccount({ operator, values }: FilterCondition): Expression<SqlBool> {
  const isOf = countsFor(values)
  return operator === 'ne' || operator === 'nin' ? sql<SqlBool>`not (${isOf})` : isOf
}

const planReasons: readonly string[] = ['plan.changed', 'plan.ended']

/** Whether a limit was set by a plan. */
export const isOfPlan = (reason: string): boolean => planReasons.includes(reason)

/** Reasons are found as they are told: that a plan is one is kept from the organization's own people. */
function definitionFor(caller: Caller): ListDefinition {
  const house = houseOfPartner(caller)
  if (!house && !isOwnSide(caller)) return definition
  const isKept = house ? sql<SqlBool>`l.organization_id = ${house}::uuid` : sql<SqlBool>`true`
  const told = sql`case when l.reason = any(${planReasons}::text[]) and ${isKept} then 'limits.changed' else l.reason end`
  const condition = ({ operator, values }: FilterCondition): Expression<SqlBool> =>
    operator === 'ne' || operator === 'nin'
      ? sql<SqlBool>`${told} <> all(${values}::text[])`
      : sql<SqlBool>`${told} = any(${values}::text[])`
  return { ...definition, columns: { ...definition.columns, reason: { condition } } }
}

/** What is searched: the names of things and, but for a customer's own people, those of whoever did it. */
function searched(caller: Caller, term: string): Expression<SqlBool>[] {
  if (term === '') return []
  const pattern = foldedValue(`%${escapeLike(term)}%`)
  const like = (ref: string) => sql<SqlBool>`${folded(sql.ref(ref))} like ${pattern}`
  if (isOwnSide(caller)) return [like('l.subject_name')]
  return [sql<SqlBool>`(${like('l.subject_name')} or ${like('l.actor_name')})`]
}

/**
 * The plan of a list of the ledger; what trials count is part of it where a type is asked for, and what the provider itself
 * owns and uses only for those who may see its pool.
 * @throws invalid_input (422) for a cursor of another list
 */
export function planLedger(caller: Caller, query: ListQuery): ListPlan {
  const conditions = query.filter?.type ? [] : [sql<boolean>`l.type <> ${trialDevices}`]
  if (!caller.permissions.has('license_pool.read'))
    conditions.push(sql<boolean>`l.organization_id <> ${caller.scope.providerId}`)
  return planList(caller, definitionFor(caller), query, [...conditions, ...searched(caller, query.q ?? '')])
}

/** A row of the ledger, with the names of its organization and type. */
export type LedgerRow = Awaited<ReturnType<typeof findLedgerOf>>[number]

function ledgerRows(db: Builder) {
  return (
    db
      .selectFrom('license_ledger as l')
      // What has become part of another organization is not among them, and its rows are told all the same.
      .leftJoin('organizations as o', (join) =>
        join.onRef('o.provider_id', '=', 'l.provider_id').onRef('o.id', '=', 'l.organization_id'),
      )
      .leftJoin('license_types as t', (join) =>
        join.onRef('t.provider_id', '=', 'l.provider_id').onRef('t.code', '=', 'l.type'),
      )
      .select(['l.id', 'l.organization_id', 'l.type', 'l.number', 'l.happened_at', 'l.kind', 'l.count'])
      .select(['l.used_after', 'l.limit_after', 'l.overage_after', 'l.subject_kind', 'l.subject_id', 'l.subject_name'])
      .select(['l.reason', 'l.actor_name', 'o.name as organization_name', 't.name as type_name'])
  )
}

/** Reads a page, and on the first page counts what it is a page of. */
export const findLedgerRows = preparedList((db, plan) => ({
  page: paged(ledgerRows(db).select(sortValues(plan)), plan),
  total: counted(db, plan, db.selectFrom('license_ledger as l')),
}))

/** The ids of the whole list in its order. */
export const findLedgerIds = preparedIds((db) => db.selectFrom('license_ledger as l').select('l.id'))

/** Rows of the ledger, in no order. */
export async function findLedgerOf(tx: TenantTransaction, ids: readonly string[]) {
  return ledgerRows(tx).where(sql<SqlBool>`l.id = any(${ids}::uuid[])`).execute()
}

/** The names of organizations that have become part of others, of those that the caller sees. */
export async function findMergedNames({ tx, actor }: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom(
      sql<{
        id: string
        name: string
      }>`(select * from tenancy.merged_names(${actor.scope.providerId}::uuid, ${ids}::uuid[]))`.as('m'),
    )
    .selectAll()
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const dayIn = (timeZone: string) => sql<string>`to_char(happened_at at time zone ${timeZone}, 'YYYY-MM-DD')`

const beginOf = (day: string, timeZone: string) => sql<Date>`${day}::timestamp at time zone ${timeZone}`

/**
 * The days on which types began to be counted, for the last time, in the provider's time zone; of those that began so since a
 * day.
 * @param since the first day, as YYYY-MM-DD
 */
export async function findOpenings(
  tx: TenantTransaction,
  { timeZone, since }: { timeZone: string; since: string },
): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('license_ledger')
    .select(['type', sql<string>`max(${dayIn(timeZone)})`.as('day')])
    .where('happened_at', '>=', beginOf(since, timeZone))
    .where('kind', '=', 'opening')
    .groupBy('type')
    .execute()
  return new Map(rows.map(({ type, day }) => [type, day]))
}

/**
 * What came and went of each type by day, in the provider's time zone, but for what came and went because a type was
 * switched on or off: that is no growth.
 * @param since the first day, as YYYY-MM-DD
 */
export async function sumChanges(
  tx: TenantTransaction,
  { timeZone, since }: { timeZone: string; since: string },
): Promise<Map<string, Map<string, number>>> {
  const day = dayIn(timeZone)
  const rows = await tx
    .selectFrom('license_ledger')
    .select(['type', day.as('day'), sql<number>`sum(count)::int`.as('by')])
    .where('happened_at', '>=', beginOf(since, timeZone))
    .where('count', '<>', 0)
    .where('kind', '<>', 'opening')
    .where('reason', '<>', 'type.switched_off')
    .groupBy(['type', sql`2`])
    .execute()
  const byType = new Map<string, Map<string, number>>()
  for (const row of rows) byType.set(row.type, (byType.get(row.type) ?? new Map()).set(row.day, row.by))
  return byType
}

/** The day of the first row of the ledger, as YYYY-MM-DD in the provider's time zone; null where there is none. */
export async function findFirstEntry(tx: TenantTransaction, timeZone: string): Promise<string | null> {
  const row = await tx
    .selectFrom('license_ledger')
    .select(dayIn(timeZone).as('day'))
    .orderBy('happened_at')
    .limit(1)
    .executeTakeFirst()
  return row?.day ?? null
}
