import type { FilterCondition, FilterOperator } from '@tenantry/contract/list.ts'
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { casts } from './keyset.ts'
import type { StoredColumn } from './list-plan.ts'

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** A day is all of its hours, in UTC: what is after it comes once it has ended. */
const endsWithDay: Partial<Record<FilterOperator, string>> = { gt: '>=', lte: '<' }
const isDay = /^\d{4}-\d\d-\d\d$/

/** Letters that are no plain ones with an accent, as people without that keyboard write them; sort keys have them alike. */
const pairs = { ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' }
const singles = ['øđðħłŧ', 'oddhlt'] as const
const plainLetters: Readonly<Record<string, string>> = {
  ...pairs,
  ...Object.fromEntries([...singles[0]].map((letter, place) => [letter, singles[1][place] ?? letter])),
  ς: 'σ',
}
const accents = String.raw`[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF]`

/**
 * A text of a statement, column or value, without regard to case and accents. Both are folded by the database, for no two
 * programs agree on all letters. Through capitals, so that Σ, σ and the final ς are one, as are Turkish İ, ı, I and i. By
 * the database's own rules even where a column is sorted by bytes, for these know the letters of ASCII alone. Of ASCII,
 * which has no accents, most texts are: those take a fifth of the time. What merely looks alike is not taken apart, so
 * that nothing becomes a sign that LIKE understands.
 */
export function folded(text: Expression<unknown>): RawBuilder<string> {
  const bare = sql`regexp_replace(normalize(${text}, NFD), ${sql.lit(accents)}, '', 'g')`
  const replaced = Object.entries(pairs).reduce(
    (each, [letter, plain]) => sql`replace(${each}, ${sql.lit(letter)}, ${sql.lit(plain)})`,
    caseless(bare),
  )
  const plain = sql`normalize(translate(${replaced}, ${sql.lit(singles[0])}, ${sql.lit(singles[1])}), NFC)`
  return sql<string>`case when octet_length(${text}) = length(${text}) then ${caseless(text)} else ${plain} end`
}

/** A value as {@link folded}, once for all rows. */
export const foldedValue = (value: string) => sql<string>`(values (${folded(sql`${value}::text`)}))`

/** The same of a text that is no column. */
function foldedHere(text: string): string {
  const bare = text.normalize('NFD').replace(new RegExp(accents, 'g'), '')
  return bare
    .toUpperCase()
    .toLowerCase()
    .replace(/[^\p{ASCII}]/gu, (letter) => plainLetters[letter] ?? letter)
    .normalize()
}

const caseless = (text: Expression<unknown>): RawBuilder<unknown> => sql`lower(upper(${text} collate "default"))`

/** Of several values what is said of one. */
const severally: Partial<Record<FilterOperator, FilterOperator>> = { eq: 'in', ne: 'nin' }

/** One condition of a filter as SQL; the value has been checked against the column's type already. */
export function conditionExpression(column: StoredColumn, given: FilterCondition): Expression<SqlBool> {
  const { meanings } = column
  const { operator } = given
  const values = meanings ? given.values.flatMap((value) => meanings(value, operator)) : given.values
  if (values.length === given.values.length) return ofValues(column, given)
  if (operator !== 'starts') return ofValues(column, { ...given, operator: severally[operator] ?? operator, values })
  return sql<SqlBool>`(${sql.join(
    values.map((value) => ofValues(column, { ...given, values: [value] })),
    sql` or `,
  )})`
}

function ofValues(column: StoredColumn, given: FilterCondition): Expression<SqlBool> {
  const others = column.alike?.(meantBy(column, given)) ?? []
  const condition = ofOneName(column, given)
  if (others.length === 0) return condition
  const isNone = given.operator === 'ne' || given.operator === 'nin' || given.operator === 'ncontains'
  const byOthers = ofOneName(column, { ...given, operator: isNone ? 'nin' : 'in', values: others })
  return sql<SqlBool>`(${condition} ${sql.raw(isNone ? 'and' : 'or')} ${byOthers})`
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
