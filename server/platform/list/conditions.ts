import type { FilterCondition, FilterOperator } from '@tenantry/contract/list.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import { casts, keyExpression } from './keyset.ts'
import type { StoredColumn } from './list-plan.ts'

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** A day is all of its hours, in UTC: what is after it comes once it has ended. */
const endsWithDay: Partial<Record<FilterOperator, string>> = { gt: '>=', lte: '<' }
const isDay = /^\d{4}-\d\d-\d\d$/

/** One condition of a filter as SQL; the value has been checked against the column's type already. */
export function conditionExpression(source: StoredColumn, { operator, values }: FilterCondition): Expression<SqlBool> {
  const ref = keyExpression(source)
  const cast = sql.raw(casts[source.type])
  const [value = '', ...others] = values.map(source.normalize ?? ((each) => each))
  switch (operator) {
    case 'eq':
      return sql<SqlBool>`${ref} = ${value}::${cast}`
    case 'ne':
      return sql<SqlBool>`${ref} is distinct from ${value}::${cast}`
    case 'in':
      return sql<SqlBool>`${ref} = any(${[value, ...others]}::${cast}[])`
    case 'nin':
      return sql<SqlBool>`(${ref} is null or ${ref} <> all(${[value, ...others]}::${cast}[]))`
    case 'contains':
      return sql<SqlBool>`${ref} like ${`%${escapeLike(value)}%`}`
    case 'ncontains':
      return sql<SqlBool>`(${ref} is null or ${ref} not like ${`%${escapeLike(value)}%`})`
    case 'empty':
      return values[0] === 'true' ? sql<SqlBool>`${ref} is null` : sql<SqlBool>`${ref} is not null`
    default:
      return source.type === 'instant' && isDay.test(value) && endsWithDay[operator]
        ? sql<SqlBool>`${ref} ${sql.raw(endsWithDay[operator])} ${value}::timestamptz + interval '1 day'`
        : sql<SqlBool>`${ref} ${sql.raw(comparisons[operator])} ${value}::${cast}`
  }
}

/** Takes away the meaning that LIKE gives to `%`, `_` and the backslash. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`)
}
