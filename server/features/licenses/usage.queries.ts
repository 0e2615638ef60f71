/** What the usage of a month is read from. */

import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { licenseUsageColumns } from '@tenantry/contract/license-usage.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { CallContext, Context } from '../../platform/http/context.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import {
  type ColumnSource,
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'
import { trialDevices } from '../license-counts/public.ts'
import { countsWhereItLies } from './left-accounts.queries.ts'
import { type AccountMonth, findMonths } from './license-months.queries.ts'

const definition: ListDefinition = {
  columns: {
    name: { ref: 'o.name_key', type: 'text', normalize: sortKey },
    type: { ref: 'o.type', type: 'text' },
  } satisfies Record<keyof typeof licenseUsageColumns, ColumnSource>,
  idRef: 'o.id',
  defaultSort: 'name',
}

/**
 * The plan of a list of accounts: what lies below the provider, but for divisions, which count for their enterprises. What
 * has become part of one of them is found by its old name and code. Who was added after the month has no line in it.
 * @throws invalid_input (422) for a cursor of another list
 */
export async function planAccounts(context: CallContext, query: ListQuery, month: string): Promise<ListPlan> {
  const { caller, clock } = context
  const isOver = firstEndOf(month) < clock.now()
  const there = isOver ? [wasThere(caller.scope.providerId, month, await findAddedAsItEnded(context, month))] : []
  const term = query.q ? patternOf(query.q) : null
  const search = term === null ? [] : [isNamed(caller.scope.providerId, term)]
  const accounts = sql<SqlBool>`o.type not in ('provider', 'division')`
  return planList(caller, definition, query, [accounts, ...there, ...search], month)
}

/** When a month ends where it does first, at UTC+14. */
const firstEndOf = (month: string) => endOf(month, -14)

/** When it has ended everywhere on earth, at UTC−12 last. */
const lastEndOf = (month: string) => endOf(month, 12)

function endOf(month: string, hours: number): Date {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year ?? 0, number ?? 0, 1, hours))
}

/**
 * Whether an account, or what counts for it now, was there before its month ended.
 * @param added what was so though it was added after the month had ended elsewhere
 */
function wasThere(providerId: string, month: string, added: readonly string[]): Expression<SqlBool> {
  const eb = expressionBuilder<{ o: Tables['organizations'] }, 'o'>()
  const before = firstEndOf(month)
  const merged = expressionBuilder<Tables>()
    .selectFrom(sql<FoundMerged>`(select * from tenancy.found_merged(${providerId}::uuid, ${'%'}::text))`.as('f'))
    .select('f.into_id')
    .where('f.created_at', '<', lastEndOf(month))
  const division = expressionBuilder<Tables>()
    .selectFrom('organization_closure as c')
    .innerJoin('organizations as d', (join) => join.onRef('d.id', '=', 'c.descendant_id'))
    .select('d.id')
    .where(sql<SqlBool>`c.ancestor_id = o.id`)
    .where('d.type', '=', 'division')
    .where(sql<SqlBool>`(d.created_at < ${before} or d.id = any(${added}::uuid[]))`)
  return eb.or([
    eb('o.created_at', '<', before),
    sql<SqlBool>`o.id = any(${added}::uuid[])`,
    eb('o.id', 'in', merged),
    eb.and([eb('o.type', '=', 'enterprise'), eb.exists(division)]),
  ])
}

/**
 * The organizations that were added while a month ended around the earth, before it had where they lie. The zones of all
 * others need not be known.
 */
async function findAddedAsItEnded(context: CallContext, month: string): Promise<string[]> {
  const added = await selectAccounts(context.tx)
    .select(['o.id', 'o.created_at'])
    .where('o.created_at', '>=', firstEndOf(month))
    .where('o.created_at', '<', lastEndOf(month))
    .execute()
  if (added.length === 0) return []
  const months = await findMonths(
    context,
    added.map(({ id }) => id),
    `${month}-01`,
  )
  const endsAt = new Map(months.map((each) => [each.accountId, each.endsAt]))
  return added.filter(({ id, created_at }) => created_at < (endsAt.get(id) ?? created_at)).map(({ id }) => id)
}

const patternOf = (q: string) => `%${escapeLike(sortKey(q))}%`

function isNamed(providerId: string, pattern: string): Expression<SqlBool> {
  const eb = expressionBuilder<{ o: Tables['organizations'] }, 'o'>()
  const byMerged = sql<string>`(select into_id from tenancy.found_merged(${providerId}::uuid, ${pattern}::text))`
  return eb.or([eb('o.name_key', 'like', pattern), eb('o.code_key', 'like', pattern), eb('o.id', 'in', byMerged)])
}

const accountColumns = ['o.id', 'o.type', 'o.name', 'o.code', 'o.created_at', 'o.license_mode'] as const

function selectAccounts(tx: TenantTransaction) {
  return tx.selectFrom('organizations as o').where('o.merged_into_id', 'is', null)
}

/** Reads a page of accounts, and on the first page counts what it is a page of. */
export async function findAccounts(tx: TenantTransaction, plan: ListPlan) {
  const page = selectAccounts(tx).select([...accountColumns, sortValues(plan)])
  return readPage(tx, plan, paged(page, plan), selectAccounts(tx))
}

/** An account; nothing where the caller cannot see it, and for a division, which is none. */
export async function findAccount(tx: TenantTransaction, id: string) {
  return selectAccounts(tx)
    .select(accountColumns)
    .where('o.id', '=', id)
    .where('o.type', 'not in', ['provider', 'division'])
    .executeTakeFirst()
}

/**
 * The organizations whose use counts for some accounts: each itself and, as nothing but an enterprise holds divisions, those of
 * enterprises; with when the month of each begins and ends. A partner above an enterprise has none of its divisions. What has
 * become part of another organization is one without a row that can be seen, and counts by itself.
 */
function selectCounted(tx: TenantTransaction, months: readonly AccountMonth[]) {
  const given = sql<{
    account_id: string
    starts_at: Date
    ends_at: Date
  }>`unnest(${months.map(({ accountId }) => accountId)}::uuid[], ${months.map(({ startsAt }) => startsAt.toISOString())}::timestamptz[], ${months.map(({ endsAt }) => endsAt.toISOString())}::timestamptz[])`
  return tx
    .selectFrom(given.as<'m'>(sql`m(account_id, starts_at, ends_at)`))
    .innerJoin('organization_closure as c', (join) => join.onRef('c.ancestor_id', '=', 'm.account_id'))
    .leftJoin('organizations as a', (join) => join.onRef('a.id', '=', 'c.ancestor_id'))
    .leftJoin('organizations as o', (join) => join.onRef('o.id', '=', 'c.descendant_id'))
    .where((eb) =>
      eb.or([eb('c.distance', '=', 0), eb.and([eb('a.type', '=', 'enterprise'), eb('o.type', '=', 'division')])]),
    )
}

/**
 * How things stood as the months began: the last row of the ledger before, by organization and type. Their number is the
 * order in which rows came, and a row whose clock was read before it had to wait may be later than its time tells: it has
 * waited less than this, and what was written meanwhile is read by its number.
 */
const longestWait = sql`interval '10 minutes'`

export async function findStanding(tx: TenantTransaction, months: readonly AccountMonth[]) {
  return selectCounted(tx, months)
    .innerJoin('license_counters as k', (join) => join.onRef('k.organization_id', '=', 'c.descendant_id'))
    .innerJoinLateral(
      (db) =>
        db
          .selectFrom('license_ledger as l')
          .select('l.happened_at')
          .whereRef('l.organization_id', '=', 'k.organization_id')
          .whereRef('l.type', '=', 'k.type')
          .whereRef('l.happened_at', '<', 'm.starts_at')
          .orderBy('l.happened_at', 'desc')
          .limit(1)
          .as('latest'),
      (join) => join.onTrue(),
    )
    .innerJoinLateral(
      (db) =>
        db
          .selectFrom((inner) =>
            inner
              .selectFrom('license_ledger as l')
              .select(['l.organization_id', 'l.type', 'l.number', 'l.used_after', 'l.limit_after'])
              .whereRef('l.organization_id', '=', 'k.organization_id')
              .whereRef('l.type', '=', 'k.type')
              .whereRef('l.happened_at', '<', 'm.starts_at')
              .where('l.happened_at', '>', sql<Date>`latest.happened_at - ${longestWait}`)
              // Else the planner reads backwards by number, through all that came after.
              .orderBy('l.happened_at', 'desc')
              .offset(0)
              .as('r'),
          )
          .select(['r.organization_id', 'r.type', 'r.number', 'r.used_after', 'r.limit_after'])
          .orderBy('r.number', 'desc')
          .limit(1)
          .as('before'),
      (join) => join.onTrue(),
    )
    .where(countsWhereItLies('before'))
    .select(['m.account_id', 'k.organization_id', 'k.type', 'before.used_after', 'before.limit_after'])
    .execute()
}

/**
 * The rows of the ledger within the months. Of what trials count, only what says that it is one. Read for each organization
 * by itself and in the order of time: joined as a whole, the planner reads all that has ever happened to it.
 */
export async function findMonthRows(tx: TenantTransaction, months: readonly AccountMonth[]) {
  return selectCounted(tx, months)
    .innerJoinLateral(
      (db) =>
        db
          .selectFrom('license_ledger as l')
          .select(['l.id', 'l.organization_id', 'l.type', 'l.number', 'l.happened_at', 'l.kind', 'l.count'])
          .select(['l.limit_after', 'l.reason', 'l.subject_name'])
          .whereRef('l.organization_id', '=', 'c.descendant_id')
          .whereRef('l.happened_at', '>=', 'm.starts_at')
          .whereRef('l.happened_at', '<', 'm.ends_at')
          .where((eb) => eb.or([eb('l.type', '<>', trialDevices), eb('l.kind', '=', 'limit')]))
          .where(countsWhereItLies('l'))
          .orderBy('l.happened_at')
          .orderBy('l.number')
          .orderBy('l.id')
          .offset(0)
          .as('l'),
      (join) => join.onTrue(),
    )
    .select([
      'm.account_id',
      'l.id',
      'l.organization_id',
      'l.type',
      'l.number',
      'l.happened_at',
      'l.kind',
      'l.count',
      'l.limit_after',
      'l.reason',
      'l.subject_name',
    ])
    .execute()
}

/** A customer that has become part of an account. */
export interface MergedAccount {
  id: string
  into_id: string
  type: string
  name: string
  code: string | null
  created_at: Date
}

interface FoundMerged {
  merged_id: string
  into_id: string
  created_at: Date
}

/** Those of the customers that have become part of some accounts that a search finds by their old names and codes. */
export async function findMergedBy({ tx, actor }: Context, ids: readonly string[], q: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom(
      sql<FoundMerged>`(select * from tenancy.found_merged(${actor.scope.providerId}::uuid, ${patternOf(q)}::text))`.as(
        'f',
      ),
    )
    .select('f.merged_id')
    .where(sql<boolean>`f.into_id = any(${ids}::uuid[])`)
    .execute()
  return new Set(rows.map(({ merged_id }) => merged_id))
}

/** The customers that have become part of some accounts, of those whose rows of the ledger the caller sees. */
export async function findMerged({ tx, actor }: Context, ids: readonly string[]): Promise<MergedAccount[]> {
  return tx
    .selectFrom(
      sql<MergedAccount>`(select * from tenancy.merged_organizations(${actor.scope.providerId}::uuid, ${ids}::uuid[]))`.as(
        'm',
      ),
    )
    .selectAll()
    .execute()
}
