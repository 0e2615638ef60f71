import type { FilterCondition, FilterOperator } from '@tenantry/contract/list.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import { folded, foldedHere, foldedValue } from './folded.ts'
import { casts } from './keyset.ts'
import type { StoredColumn } from './list-plan.ts'

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** A day is all of its hours, in UTC: what is after it comes once it has ended. */
const endsWithDay: Partial<Record<FilterOperator, string>> = { gt: '>=', lte: '<' }
const isDay = /^\d{4}-\d\d-\d\d$/

/** Of several values what is said of one. */
const severally: Partial<Record<FilterOperator, FilterOperator>> = { eq: 'in', ne: 'nin' }

/** One condition of a filter as SQL; the value has been checked against the column's type already. */
export function conditionExpression(column: StoredColumn, given: FilterCondition): Expression<SqlBool> {
  const { meanings } = column
  const { operator } = given
  const values = meanings ? given.values.flatMap((value) => meanings(value, operator)) : given.values
  if (values.length === given.values.length) return ofValues(column, { ...given, values })
  if (operator !== 'starts') return ofValues(column, { ...given, operator: severally[operator] ?? operator, values })
  return sql<SqlBool>`(${sql.join(
    values.map((value) => ofValues(column, { ...given, values: [value] })),
    sql` or `,
  )})`
}

function ofValues(column: StoredColumn, given: FilterCondition): Expression<SqlBool> {
  if (column.named && ofParts.has(given.operator)) return ofNames(column, column.named, given)
  const others = column.alike?.(meantBy(column, given)) ?? []
  const condition = ofOneName(column, given)
  if (others.length === 0) return condition
  const isNone = given.operator === 'ne' || given.operator === 'nin' || given.operator === 'ncontains'
  const byOthers = ofOneName(column, { ...given, operator: isNone ? 'nin' : 'in', values: others })
  return sql<SqlBool>`(${condition} ${sql.raw(isNone ? 'and' : 'or')} ${byOthers})`
}

const ofParts: ReadonlySet<FilterOperator> = new Set(['contains', 'ncontains', 'starts'])

/** Codes are looked up in an object, for there may be thousands of them: in a list that would take seconds. */
function ofNames(
  column: StoredColumn,
  named: NonNullable<StoredColumn['named']>,
  given: FilterCondition,
): Expression<SqlBool> {
  const isNone = given.operator === 'ncontains'
  const asked = isNone ? { ...given, operator: 'contains' as const } : given
  const isMeant = JSON.stringify(named(given.values[0] ?? '', asked.operator))
  const ref = sql.ref(column.ref)
  const isFound = sql<SqlBool>`coalesce((${isMeant}::jsonb -> ${ref})::boolean, ${ofOneName(column, asked)})`
  return isNone ? sql<SqlBool>`(${ref} is null or not ${isFound})` : isFound
}

/** Which names a condition is about, compared as the column is. */
function meantBy({ isFolded }: StoredColumn, { operator, values }: FilterCondition): (name: string) => boolean {
  const plain = isFolded ? foldedHere : (text: string) => text.normalize().toLowerCase()
  const given = values.map(plain)
  const [first = ''] = given
  if (operator === 'contains' || operator === 'ncontains') return (name) => plain(name).includes(first)
  if (operator === 'starts') return (name) => plain(name).startsWith(first)
  return operator === 'empty' ? () => false : (name) => given.includes(plain(name))
}

function ofOneName(column: StoredColumn, given: FilterCondition): Expression<SqlBool> {
  const { source, condition } = inStoredForm(column, given)
  const asked = source.type === 'number' ? ofWholeNumbers(condition) : normalized(source, condition)
  const { ref, one, several, inside, begin } = sidesOf(source, asked)
  const { operator, values } = asked
  const [value = ''] = values
  switch (operator) {
    case 'eq':
      return sql<SqlBool>`${ref} = ${one}`
    case 'ne':
      return sql<SqlBool>`${ref} is distinct from ${one}`
    case 'in':
      return sql<SqlBool>`${ref} = any(${several})`
    case 'nin':
      return sql<SqlBool>`(${ref} is null or ${ref} <> all(${several}))`
    case 'contains':
      return sql<SqlBool>`${ref} like ${inside}`
    case 'ncontains':
      return sql<SqlBool>`(${ref} is null or ${ref} not like ${inside})`
    case 'starts':
      // A range by bytes, as an index has it; no character comes after the last one.
      return source.isFolded
        ? sql<SqlBool>`${ref} like ${begin}`
        : sql<SqlBool>`(${ref} collate "C" >= ${value}::text and ${ref} collate "C" < ${`${value}\u{10ffff}`}::text)`
    case 'empty':
      return value === 'true' ? sql<SqlBool>`${ref} is null` : sql<SqlBool>`${ref} is not null`
    default:
      return source.type === 'instant' && isDay.test(value) && endsWithDay[operator]
        ? sql<SqlBool>`${ref} ${sql.raw(endsWithDay[operator])} ${value}::timestamptz + interval '1 day'`
        : sql<SqlBool>`${ref} ${sql.raw(comparisons[operator])} ${one}`
  }
}

/** Values with forms that an index finds, where all of them have some. */
function inStoredForm(source: StoredColumn, condition: FilterCondition) {
  const { operator, values } = condition
  const forms = operator === 'eq' || operator === 'in' ? values.map((value) => source.exact?.(value) ?? null) : [null]
  const found = forms.flatMap((each) => each ?? [])
  if (forms.includes(null)) return { source, condition }
  return { source: { ...source, isFolded: false }, condition: { ...condition, operator: 'in' as const, values: found } }
}

type Asked = Pick<FilterCondition, 'operator' | 'values'>

/** What a condition compares: the column with one value, several, or what lies around a part. */
function sidesOf(source: StoredColumn, { operator, values }: Asked) {
  const ref = sql.ref(source.ref)
  const [value = ''] = values
  const inside = `%${escapeLike(value)}%`
  const begin = `${escapeLike(value)}%`
  if (source.isFolded && operator !== 'empty') {
    const list = `{${values.map((each) => `"${each.replace(/["\\]/g, '\\$&')}"`)}}`
    return {
      ref: folded(ref),
      one: foldedValue(value),
      // In one piece: no fold of a letter is one of the signs that part and quote values, nor a value without quotes.
      several: sql`${foldedValue(list)}::text[]`,
      inside: foldedValue(inside),
      begin: foldedValue(begin),
    }
  }
  const cast = sql.raw(casts[source.type])
  return {
    ref,
    one: sql`${value}::${cast}`,
    several: sql`${values}::${cast}[]`,
    inside: sql`${inside}`,
    begin: sql`${begin}`,
  }
}

function normalized({ normalize }: StoredColumn, { operator, values }: Asked): Asked {
  if (!normalize || operator === 'empty') return { operator, values }
  return { operator, values: values.map((value) => normalize(value, operator)) }
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
