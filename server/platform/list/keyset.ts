import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Cursor, ValueType } from './cursor.ts'
import { folded } from './folded.ts'

/** One column of a list's order. */
export interface SortKey {
  ref: string
  type: ValueType
  nullable: boolean
  isFolded: boolean
  descending: boolean
  /** Rows that lie in its order as if they had no value. */
  isHidden?: Expression<SqlBool> | undefined
}

/** How the values of each type are told to PostgreSQL; numbers are whole ones. */
export const casts = { text: 'text', number: 'int8', date: 'date', instant: 'timestamptz', id: 'uuid' } as const

/** What a column is compared and sorted by. */
export function keyExpression({
  ref,
  isFolded,
  isHidden,
}: Pick<SortKey, 'ref' | 'isFolded' | 'isHidden'>): RawBuilder<unknown> {
  const value = isFolded ? sql`${folded(sql.ref(ref))} collate "C"` : sql`${sql.ref(ref)}`
  return isHidden ? sql`case when ${isHidden} then null else ${value} end` : value
}

/**
 * The condition for rows after the one that the cursor names, in the order of the keys and then the id. PostgreSQL
 * puts nulls last when ascending and first when descending.
 */
export function afterRow(keys: SortKey[], idRef: string, cursor: Cursor): Expression<SqlBool> {
  const bounds = keys.map((key, index) => {
    const value = cursor.values[index] ?? null
    return value === null || (key.nullable && !key.descending) ? null : bound(key, value)
  })
  const isOneWay = keys.every(({ descending }) => descending === keys[0]?.descending)
  // A comparison of rows is what an index over the keys and the id can start from.
  if (isOneWay && bounds.every((each) => each !== null)) {
    const operator = sql.raw(keys[0]?.descending ? '<' : '>')
    return sql<SqlBool>`(${sql.join([...keys.map(keyExpression), sql.ref(idRef)])}) ${operator} (${sql.join([...bounds, sql`${cursor.id}::uuid`])})`
  }
  return nested(keys, idRef, cursor, 0)
}

function nested(keys: SortKey[], idRef: string, cursor: Cursor, index: number): Expression<SqlBool> {
  const key = keys[index]
  if (!key) return sql<SqlBool>`${sql.ref(idRef)} ${sql.raw(keys.at(-1)?.descending ? '<' : '>')} ${cursor.id}::uuid`
  const value = cursor.values[index] ?? null
  const rest = nested(keys, idRef, cursor, index + 1)
  return sql<SqlBool>`(${beyond(key, value)} or (${same(key, value)} and ${rest}))`
}

function beyond(key: SortKey, value: string | number | null): Expression<SqlBool> {
  const ref = keyExpression(key)
  if (value === null) return key.descending ? sql<SqlBool>`${ref} is not null` : sql<SqlBool>`false`
  if (key.descending) return sql<SqlBool>`${ref} < ${bound(key, value)}`
  return key.nullable
    ? sql<SqlBool>`(${ref} > ${bound(key, value)} or ${ref} is null)`
    : sql<SqlBool>`${ref} > ${bound(key, value)}`
}

function same(key: SortKey, value: string | number | null): Expression<SqlBool> {
  return value === null
    ? sql<SqlBool>`${keyExpression(key)} is null`
    : sql<SqlBool>`${keyExpression(key)} = ${bound(key, value)}`
}

function bound(key: SortKey, value: string | number) {
  return sql`${value}::${sql.raw(casts[key.type])}`
}
