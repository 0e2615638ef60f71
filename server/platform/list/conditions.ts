import type { FilterCondition, FilterOperator } from '@tenantry/contract/list.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import { casts, keyExpression } from './keyset.ts'
import type { StoredColumn } from './list-plan.ts'

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** A day is all of its hours, in UTC: what is after it comes once it has ended. */
const endsWithDay: Partial<Record<FilterOperator, string>> = { gt: '>=', lte: '<' }
const isDay = /^\d{4}-\d\d-\d\d$/

/** One condition of a filter as SQL; the value has been checked against the column's type already. */
export function conditionExpression(source: StoredColumn, condition: FilterCondition): Expression<SqlBool> {
  const { operator, values } = source.type === 'number' ? ofWholeNumbers(condition) : normalized(source, condition)
  const ref = keyExpression(source)
  const cast = sql.raw(casts[source.type])
  const [value = ''] = values
  switch (operator) {
    case 'eq':
      return sql<SqlBool>`${ref} = ${value}::${cast}`
    case 'ne':
      return sql<SqlBool>`${ref} is distinct from ${value}::${cast}`
    case 'in':
      return sql<SqlBool>`${ref} = any(${values}::${cast}[])`
    case 'nin':
      return sql<SqlBool>`(${ref} is null or ${ref} <> all(${values}::${cast}[]))`
    case 'contains':
      return sql<SqlBool>`${ref} like ${`%${escapeLike(value)}%`}`
    case 'ncontains':
      return sql<SqlBool>`(${ref} is null or ${ref} not like ${`%${escapeLike(value)}%`})`
    case 'empty':
      return value === 'true' ? sql<SqlBool>`${ref} is null` : sql<SqlBool>`${ref} is not null`
    default:
      return source.type === 'instant' && isDay.test(value) && endsWithDay[operator]
        ? sql<SqlBool>`${ref} ${sql.raw(endsWithDay[operator])} ${value}::timestamptz + interval '1 day'`
        : sql<SqlBool>`${ref} ${sql.raw(comparisons[operator])} ${value}::${cast}`
  }
}

type Asked = Pick<FilterCondition, 'operator' | 'values'>

function normalized({ normalize }: StoredColumn, { operator, values }: Asked): Asked {
  return { operator, values: normalize && operator !== 'empty' ? values.map(normalize) : values }
}

const rounded: Partial<Record<FilterOperator, (value: number) => number>> = {
  gt: Math.floor,
  gte: Math.ceil,
  lt: Math.ceil,
  lte: Math.floor,
}

/**
 * What is counted is whole. A bound between two whole numbers becomes the one that says the same, since an index over
 * integers is no help against numbers with places; and nothing equals what lies between.
 */
function ofWholeNumbers({ operator, values }: Asked): Asked {
  const round = rounded[operator]
  if (operator === 'empty') return { operator, values }
  if (round) return { operator, values: values.map((value) => String(round(Number(value)))) }
  const whole = values.map(Number).filter(Number.isInteger).map(String)
  if (whole.length > 0) return { operator, values: whole }
  return { operator: operator === 'eq' || operator === 'in' ? 'in' : 'nin', values: [] }
}

/** Takes away the meaning that LIKE gives to `%`, `_` and the backslash. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`)
}
