/** Turns the query of a list into conditions, order and pages by key. What the columns are is the room's business. */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import {
  type FilterCondition,
  type FilterOperator,
  filterConditions,
  type ListQuery,
  sortColumns,
} from '@tenantry/contract/list.ts'
import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Builder } from '../database/prepared.ts'
import type { TenantTransaction } from '../database/tenant-database.ts'
import { invalidInput } from '../errors.ts'
import type { Scope } from '../tenancy/scope.ts'
import { conditionExpression } from './conditions.ts'
import { type Cursor, decodeCursor, encodeCursor, listFingerprint, type ValueType } from './cursor.ts'
import { afterRow, keyExpression, type SortKey } from './keyset.ts'

/** A column of a list that lives in a column of the statement. */
export interface StoredColumn {
  /** Qualified column, e.g. `o.name_key`. */
  ref: string
  type: ValueType
  nullable?: boolean
  /** Compared and sorted without regard to case and accents, value and column by the database; no index finds it. */
  isFolded?: boolean
  /** What the list is sorted by where that is something else, e.g. the name of what an id stands for. */
  sortedBy?: { ref: string; type: ValueType; nullable: boolean }
  /** Rows whose value is kept from the reader: they are sorted as if they had none. */
  isHidden?: Expression<SqlBool>
  /** The forms in which a whole value is stored, which an index finds; null for one that may be written in any case. */
  exact?: (value: string) => string[] | null
  /** Of values that have several names: all names of those of which one is meant, which is judged as the column is compared. */
  alike?: (isMeant: (name: string) => boolean) => string[]
  /** Of codes that are shown by names: whether a part means them. What is not among them is compared as a text. */
  named?: (part: string, operator: FilterOperator) => Readonly<Record<string, boolean>>
  /** All that a value of the request may stand for. */
  meanings?: (value: string, operator: FilterOperator) => string[]
  /** What is wrong with a whole value; null where nothing is. */
  check?: (value: string) => string | null
  /** Brings a value of the request into the form that is stored, e.g. a sort key. */
  normalize?: (value: string, operator: FilterOperator) => string
}

/**
 * A column of a list that has no place of its own, like tags: the room words its conditions; nothing is sorted by it.
 */
export interface AskedColumn {
  condition: (condition: FilterCondition) => Expression<SqlBool>
}

/** Where a column of a list lives in the statement. */
export type ColumnSource = StoredColumn | AskedColumn

/** What a room tells about its list. */
export interface ListDefinition {
  columns: Record<string, ColumnSource>
  /** Qualified id: the last sort key, so that the order is total. */
  idRef: string
  /** Sort order when the request names none, e.g. `name`. */
  defaultSort: string
  /** What decides before the id between rows that are equal otherwise, in the direction of the last sort key. */
  thenBy?: StoredColumn
}

/** What statements of a list are made of. */
export interface ListShape {
  conditions: Expression<SqlBool>[]
  /** Columns that the request's own conditions name. */
  filteredColumns: string[]
  /** Columns of its order. */
  sortedColumns: string[]
  keys: SortKey[]
  idRef: string
  /** The rows after the one that the cursor names; null on the first page. */
  after: Expression<SqlBool> | null
  /** How many rows are read: one more than the page tells whether another follows. */
  fetched: Expression<number>
}

/** A list query made ready for a statement. */
export interface ListPlan extends ListShape {
  cursor: Cursor | null
  /** How many rows there are, where that is known without counting them. */
  knownTotal: number | null
  limit: number
  fingerprint: string
}

/** Whose list it is. */
export interface ListReader {
  scope: Pick<Scope, 'providerId' | 'membershipId'>
}

/** The most rows that a total counts. */
export const countedRows = 10_000

/**
 * @param reader whose list it is: a cursor and the total in it are of what one membership sees
 * @param extra further conditions of the room, e.g. of its search
 * @param of what the list is one of, where the address says so: a cursor of one customer's list is none of another's
 * @throws invalid_input (422) for whole values that a column cannot have, and when the cursor belongs to another list, or to that of another membership
 */
export function planList(
  { scope: { providerId, membershipId } }: ListReader,
  definition: ListDefinition,
  query: ListQuery,
  extra: Expression<SqlBool>[] = [],
  of: string | null = null,
): ListPlan {
  requireValues(definition, query)
  const sort = query.sort ? query.sort : definition.defaultSort
  const keys = sortKeysOf(definition, sort)
  const asked = [Object.keys(definition.columns), of, query.q ?? '', query.filter ?? {}, sort]
  const fingerprint = listFingerprint([providerId, membershipId, ...asked])
  const cursor = query.cursor
    ? decodeCursor(
        query.cursor,
        fingerprint,
        keys.map(({ type }) => type),
      )
    : null
  return {
    conditions: [...filterConditions(query).map((condition) => filterExpression(definition, condition)), ...extra],
    filteredColumns: Object.keys(query.filter ?? {}),
    sortedColumns: sortColumns(sort).map(({ name }) => name),
    keys,
    idRef: definition.idRef,
    cursor,
    knownTotal: null,
    after: cursor && afterRow(keys, definition.idRef, cursor),
    limit: query.limit,
    fetched: sql<number>`${query.limit + 1}`,
    fingerprint,
  }
}

/** Conditions that ask for parts of a value take any text. */
const ofWholes: readonly string[] = ['eq', 'ne', 'in', 'nin']

function requireValues(definition: ListDefinition, query: ListQuery): void {
  const problems = filterConditions(query).flatMap(({ column, operator, values }): FieldProblem[] => {
    const source = sourceOf(definition, column)
    const check = 'condition' in source || !ofWholes.includes(operator) ? undefined : source.check
    const message = check && values.map(check).find((problem) => problem !== null)
    return message ? [{ path: `filter.${column}.${operator}`, code: 'filter_invalid', message }] : []
  })
  if (problems.length > 0) throw invalidInput(...problems)
}

/** Adds conditions, order and limit of a page to a statement. */
export function paged<DB, TB extends keyof DB, O>(
  statement: SelectQueryBuilder<DB, TB, O>,
  plan: ListShape,
): SelectQueryBuilder<DB, TB, O> {
  let result = filtered(statement, plan)
  if (plan.after) result = result.where(plan.after)
  for (const key of plan.keys) result = result.orderBy(keyExpression(key), key.descending ? 'desc' : 'asc')
  return result.orderBy(sql.ref(plan.idRef), idDirection(plan)).limit(plan.fetched)
}

/** The values of the sort keys of a row, as columns that {@link inOrder} reads. */
export function sortColumnsOf(plan: ListShape) {
  return plan.keys.map((key, index) => sql<unknown>`${keyExpression(key)}`.as(`sort_key_${index}`))
}

/** Puts the rows of a page, picked by a statement of its own, into the page's order again. */
export function inOrder<DB, TB extends keyof DB, O>(
  statement: SelectQueryBuilder<DB, TB, O>,
  plan: ListShape,
  page: string,
): SelectQueryBuilder<DB, TB, O> {
  const ordered = plan.keys.reduce(
    (each, key, index) => each.orderBy(sql.ref(`${page}.sort_key_${index}`), key.descending ? 'desc' : 'asc'),
    statement,
  )
  return ordered.orderBy(sql.ref(`${page}.id`), idDirection(plan))
}

/** Adds only the conditions. */
function filtered<DB, TB extends keyof DB, O>(
  statement: SelectQueryBuilder<DB, TB, O>,
  plan: ListShape,
): SelectQueryBuilder<DB, TB, O> {
  return plan.conditions.reduce((each, condition) => each.where(condition), statement)
}

/** The values of the sort keys of a row, as one json column that {@link toPage} reads. */
export function sortValues(plan: ListShape) {
  return sql<(string | number | null)[]>`json_build_array(${sql.join(plan.keys.map(keyExpression))})`.as('sort_values')
}

/**
 * Counts the rows that a list's conditions choose, up to 10,001; the planner's estimates are no counts.
 * @param all what the conditions choose from; may leave out joins that none of them needs
 */
export function counted<DB, TB extends keyof DB, O>(db: Builder, plan: ListShape, all: SelectQueryBuilder<DB, TB, O>) {
  return db
    .selectFrom(
      filtered(all, plan)
        .select(sql<number>`1`.as('one'))
        .limit(countedRows + 1)
        .as('counted'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
}

/**
 * Reads the rows of a page and, for the first page, counts what it is a page of.
 * @param page the statement of the rows, as {@link paged} made it
 * @param all what the conditions choose from; may leave out joins that none of them needs
 */
export async function readPage<Row, DB, TB extends keyof DB, O>(
  tx: TenantTransaction,
  plan: ListPlan,
  page: { execute(): Promise<Row[]> },
  all: SelectQueryBuilder<DB, TB, O>,
): Promise<{ rows: Row[]; counted: number | null }> {
  const [rows, total] = await Promise.all([page.execute(), hasTotal(plan) ? null : counted(tx, plan, all).execute()])
  return { rows, counted: total?.[0]?.count ?? plan.knownTotal }
}

/** Whether a page needs no counting: another one has counted before, or the search that chose its rows has. */
export function hasTotal({ cursor, knownTotal }: ListPlan): boolean {
  return cursor !== null || knownTotal !== null
}

/** A page as the API answers it: items, the key of the next page, and the total up to 10,000. */
export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
  total: number | null
}

/** Makes the page of the rows that {@link readPage} gave. */
export function toPage<Row extends { id: string; sort_values: (string | number | null)[] }, Item>(
  plan: ListPlan,
  rows: Row[],
  counted: number | null,
  view: (row: Row) => Item,
): Page<Item> {
  const items = rows.slice(0, plan.limit)
  const last = items.at(-1)
  const total = plan.cursor ? plan.cursor.total : counted !== null && counted <= countedRows ? counted : null
  const more = rows.length > plan.limit && last !== undefined
  return {
    items: items.map(view),
    nextCursor: more ? encodeCursor({ values: last.sort_values, id: last.id, total }, plan.fingerprint) : null,
    total,
  }
}

function idDirection(plan: ListShape): 'asc' | 'desc' {
  return plan.keys.at(-1)?.descending ? 'desc' : 'asc'
}

function sortKeysOf(definition: ListDefinition, sort: string): SortKey[] {
  const keys = sortColumns(sort).map(({ name, descending }) => {
    const source = sourceOf(definition, name)
    if ('condition' in source) throw new TypeError(`Nothing can be sorted by ${name}`)
    return sortKeyOf(source, descending)
  })
  return definition.thenBy ? [...keys, sortKeyOf(definition.thenBy, keys.at(-1)?.descending === true)] : keys
}

function sortKeyOf(source: StoredColumn, descending: boolean): SortKey {
  const { ref, type, nullable = false, isFolded = false, isHidden } = source
  return { ref, type, nullable: nullable || isHidden !== undefined, isFolded, isHidden, ...source.sortedBy, descending }
}

function filterExpression(definition: ListDefinition, condition: FilterCondition): Expression<SqlBool> {
  const source = sourceOf(definition, condition.column)
  return 'condition' in source ? source.condition(condition) : conditionExpression(source, condition)
}

function sourceOf(definition: ListDefinition, name: string): ColumnSource {
  const source = definition.columns[name]
  if (!source) throw new TypeError(`The list has no column ${name}`)
  return source
}
