import { z } from 'zod'
import { coded } from './fields/issues.ts'
import { queryNumber } from './fields/query-numbers.ts'

/**
 * Operators of filters; `in` and `nin` take the parameter repeatedly, so that a comma is a plain character. A single
 * text with a comma is refused, since it may have been meant as several: a list of one says that it was not.
 */
export const filterOperators = [
  'eq',
  'ne',
  'in',
  'nin',
  'contains',
  'ncontains',
  'starts',
  'gt',
  'gte',
  'lt',
  'lte',
  'empty',
] as const
export type FilterOperator = (typeof filterOperators)[number]

/** What a column holds; decides its operators and how values are read. */
export type ColumnType = 'text' | 'enum' | 'id' | 'number' | 'date' | 'instant'

/** A column that a list can be filtered or sorted by. */
export interface ListColumn {
  label: string
  type: ColumnType
  sortable: boolean
  /** Allowed values of an `enum`. */
  values?: readonly string[]
  /** Further values may be there, written like {@link ownKey}: the list itself knows which, and refuses others. */
  isOpen?: true
  /** Each row has a value: whether it is empty is no question. */
  isFilled?: true
  /** A row has any number of values, as with tags: a condition is about having one of them. */
  isSeveral?: true
  /** No value holds a comma: several that are typed or pasted in one go are parted there. */
  hasNoComma?: true
  /** What codes a text is, which conditions on whole values are held to. */
  holds?: 'country' | 'state'
}

/** How a provider's own values of an open column are written: keys of classes and of types of license. */
export const ownKey = /^[a-z][a-z0-9_]{0,49}$/

/** The columns of a list by the name used in `filter[…]` and `sort`. */
export type ListColumns = Record<string, ListColumn>

/** Which operators a column of a type understands. */
const operatorsOfType: Record<ColumnType, readonly FilterOperator[]> = {
  text: ['in', 'nin', 'eq', 'ne', 'contains', 'ncontains', 'starts', 'empty'],
  enum: ['in', 'nin', 'eq', 'ne', 'empty'],
  id: ['in', 'nin', 'eq', 'ne', 'empty'],
  number: ['in', 'nin', 'eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'empty'],
  date: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'empty'],
  instant: ['gt', 'gte', 'lt', 'lte', 'empty'],
}

const operatorsOfSeveral: readonly FilterOperator[] = ['in', 'nin', 'empty']

/** Which operators a column understands (IF4). */
export function operatorsOf({ type, isFilled, isSeveral }: ListColumn): readonly FilterOperator[] {
  const all = isSeveral ? operatorsOfSeveral : operatorsOfType[type]
  return isFilled ? all.filter((operator) => operator !== 'empty') : all
}

/** One condition of a list after parsing: all conditions hold together. */
export interface FilterCondition {
  column: string
  operator: FilterOperator
  /** One value, or several for `in` and `nin`. */
  values: string[]
}

/** The columns of a query made by {@link listQuery}, for those who describe or test a list. */
export const columnsOfList = z.registry<{ columns: ListColumns }>()

/** The largest page. */
export const maxPageSize = 200

const values = z.union([z.string().max(1000), z.array(z.string().max(1000)).max(200)], {
  error: 'One value, or up to 200 of at most 1000 characters',
})
const noFilter = {
  error: ({ code }: { code?: string }) =>
    code === 'invalid_type' ? 'Ask by filter[column][operator]=value' : undefined,
}

/** The conditions of a list as they are sent; which columns and operators there are, each list says itself. */
export const listFilter = z.record(z.string(), z.partialRecord(z.enum(filterOperators), values, noFilter), noFilter)

/** As {@link coded}, with what comes after it in the same query told as well. */
const codedBeside = (code: string, message: string) => ({ ...coded(code, message), abort: false })

const wrongLimit = codedBeside('limit_invalid', `A page holds 1 to ${maxPageSize} items`)
const isLimit = (count: number) => Number.isInteger(count) && count >= 1 && count <= maxPageSize

/**
 * The query of a list: `q`, `filter[column][operator]=value`, `sort=-createdAt,name`, `limit` (1–200, 50 by default)
 * and `cursor`. Several values of `in` and `nin` are the parameter repeated. Unknown columns, operators that a column
 * lacks and values of the wrong kind are input errors.
 * @param more what else the list can be asked by
 */
export function listQuery<const Columns extends ListColumns, const More extends z.ZodRawShape = Record<never, never>>(
  columns: Columns,
  more: More = {} as More,
) {
  return z
    .strictObject({
      ...conditionFields(columns),
      ...more,
      limit: queryNumber(
        z.number(wrongLimit).refine(isLimit, wrongLimit).meta({ type: 'integer', minimum: 1, maximum: maxPageSize }),
      ).default(50),
      cursor: z
        .string()
        .max(2000)
        .refine(
          (text) => text !== '',
          codedBeside('cursor_invalid', 'An empty cursor is none: leave it out for the first page'),
        )
        .optional()
        .meta({ description: 'nextCursor of the page before', minLength: 1 }),
    })
    .superRefine((query, context) => checkConditions(columns)(query as Conditions, context), allAtOnce)
    .meta({ description: 'List query' })
    .register(columnsOfList, { columns })
}

/** The query of a whole list, without pages: what {@link listQuery} takes but for `limit` and `cursor`. */
export function wholeListQuery<const Columns extends ListColumns, const More extends z.ZodRawShape>(
  columns: Columns,
  more: More,
) {
  return z
    .strictObject({ ...conditionFields(columns), ...more })
    .superRefine((query, context) => checkConditions(columns)(query as Conditions, context), allAtOnce)
    .meta({ description: 'List query' })
    .register(columnsOfList, { columns })
}

/** What is wrong with conditions is told beside parameters that there are none of, and beside what is wrong with those. */
const allAtOnce = { when: () => true }

type Conditions = Pick<ListQuery, 'filter' | 'sort'>

const sort = z.string().max(200).optional()

function conditionFields(columns: ListColumns) {
  // What stands in one order is asked for no other.
  const order = Object.values(columns).some(({ sortable }) => sortable) ? { sort } : ({} as { sort: typeof sort })
  return {
    q: z
      .string()
      .trim()
      .max(mostSearched)
      .refine(isSearchable, codedBeside('search_invalid', nothingToSearch))
      .optional()
      .meta({ description: 'Search text' }),
    filter: listFilter.optional(),
    ...order,
  }
}

function checkConditions(columns: ListColumns) {
  return (query: Conditions, context: z.core.$RefinementCtx) => {
    // What is not of its form is told already.
    const told = new Set(context.issues.map(({ path = [] }) => path.slice(0, 2).join('.')))
    for (const [column, conditions] of told.has('filter') ? [] : Object.entries(query.filter ?? {})) {
      if (told.has(`filter.${column}`)) continue
      for (const [operator, value] of Object.entries(conditions)) {
        const known = Object.hasOwn(columns, column) ? columns[column] : undefined
        const problem = conditionProblem(known, operator as FilterOperator, value ?? '')
        if (problem)
          context.addIssue({
            code: 'custom',
            path: ['filter', column, operator],
            message: problem,
            params: { code: 'filter_invalid' },
          })
      }
    }
    const names = sortColumns(told.has('sort') ? undefined : query.sort).map(({ name }) => name)
    for (const [place, name] of names.entries()) {
      const problem = sortProblem(columns, name, names.slice(0, place))
      if (problem)
        context.addIssue({ code: 'custom', path: ['sort'], message: problem, params: { code: 'sort_invalid' } })
    }
  }
}

function sortProblem(columns: ListColumns, name: string, before: readonly string[]): string | null {
  if (!Object.hasOwn(columns, name) || !columns[name]?.sortable) return `Cannot sort by "${name}"`
  return before.includes(name) ? `"${name}" is named twice` : null
}

/** The query of a list after validation. */
export interface ListQuery {
  q?: string | undefined
  filter?: Record<string, Partial<Record<FilterOperator, string | string[]>>> | undefined
  sort?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** A page of a list. `total` is exact up to 10,000 within the caller's reach, else null. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int().nullable() })

/** The conditions of a validated query, in the order given. */
export function filterConditions(query: Pick<ListQuery, 'filter'>): FilterCondition[] {
  return Object.entries(query.filter ?? {}).flatMap(([column, byOperator]) =>
    Object.entries(byOperator).map(([operator, value]) => ({
      column,
      operator: operator as FilterOperator,
      values: [value ?? ''].flat(),
    })),
  )
}

/** Splits `-createdAt,name` into columns with their direction. */
export function sortColumns(sort: string | undefined): { name: string; descending: boolean }[] {
  return (sort ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith('-') ? { name: part.slice(1), descending: true } : { name: part, descending: false },
    )
}

/** The longest text that is searched for. */
export const mostSearched = 200

/** What is said of a text of which nothing is left to look for. */
export const nothingToSearch = 'There is no character in it that can be searched for'

/** DI: what is drawn as nothing (Default_Ignorable_Code_Point). */
const visible = /[^\s\p{C}\p{M}\p{DI}'`’‘‛ʼʻ′]/u

/**
 * Of what is invisible, or an accent or an apostrophe alone, nothing is left to look for, and finding everything would
 * answer another question. Judged without the search key, whose rules no list in a browser needs.
 */
export function isSearchable(text: string): boolean {
  return text === '' || (!text.includes('\u0000') && visible.test(text.normalize('NFKD')))
}

/** What is said of several values in one parameter. */
const notParted =
  'A comma does not part values: repeat the parameter for each of them, or put [] behind its name for one that holds a comma'

function conditionProblem(
  column: ListColumn | undefined,
  operator: FilterOperator,
  sent: string | string[],
): string | null {
  if (!column) return 'There is no such column'
  if (!operatorsOf(column).includes(operator)) return `This column does not know "${operator}"`
  if ((operator === 'in' || operator === 'nin') && typeof sent === 'string' && sent.includes(',')) return notParted
  const given = [sent].flat()
  if (given.length > 1 && operator !== 'in' && operator !== 'nin') return 'Only "in" and "nin" take several values'
  if (operator === 'empty')
    return given.every((value) => value === 'true' || value === 'false') ? null : 'true or false is needed'
  const looksInside = operator === 'contains' || operator === 'ncontains' || operator === 'starts'
  if (looksInside && !given.every(isSearchable)) return nothingToSearch
  return given.map((value) => valueProblem(column, value)).find((problem) => problem !== null) ?? null
}

/** There is no year 0, and the database knows no place 16 hours from UTC. */
const isNoMoment = (value: string) => /^0000|[+-](1[6-9]|2\d):\d\d$/.test(value)

function valueProblem(column: ListColumn, value: string): string | null {
  switch (column.type) {
    case 'number':
      return /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? null : 'A number of at most 15 digits and 6 decimals is needed'
    case 'date':
      return z.iso.date().safeParse(value).success && !isNoMoment(value) ? null : 'A date is needed'
    case 'instant':
      return z.union([z.iso.datetime({ offset: true }), z.iso.date()]).safeParse(value).success && !isNoMoment(value)
        ? null
        : 'A date or an ISO 8601 instant is needed'
    case 'id':
      return z.uuid().safeParse(value).success ? null : 'An id is needed'
    case 'enum':
      return column.isOpen || column.values?.includes(value) ? null : `One of ${column.values?.join(', ')} is needed`
    case 'text':
      return value.includes('\u0000') ? 'The NUL character cannot be searched' : null
  }
}
