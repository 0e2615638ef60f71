import {
  type FilterCondition,
  type FilterOperator,
  filterConditions,
  isSearchable,
  type ListColumns,
  operatorsOf,
  sortColumns,
} from '@tenantry/contract/list.ts'

/** The views that lists know; which of them a list has is the list's business. */
export const listViews = ['cards', 'table', 'tree'] as const
export type ListView = (typeof listViews)[number]

/** The filter as it stands in an address and in a request: column, operator, value or values. */
export type ListFilter = Record<string, Partial<Record<FilterOperator, string | string[]>>>

/** The state of a list as its address keeps it. */
export interface ListSearch {
  q?: string | undefined
  filter?: ListFilter | undefined
  sort?: string | undefined
  view?: ListView | undefined
  /** Ids of the table's columns in their order, with commas between them; `none` for no more than the fixed ones. */
  columns?: string | undefined
  /** The saved view that the list was opened by. */
  saved?: string | undefined
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const filledText = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** Reads the state of a list from a parsed address; what has another shape is dropped, so that old links still open. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  return {
    q: filledText(search.q),
    filter: readFilter(search.filter),
    sort: filledText(search.sort),
    view: listViews.find((view) => view === search.view),
    columns: filledText(search.columns),
    saved: filledText(search.saved),
  }
}

function readFilter(value: unknown): ListFilter | undefined {
  if (!isRecord(value)) return undefined
  const conditions = Object.entries(value).flatMap(([column, byOperator]) =>
    isRecord(byOperator)
      ? Object.entries(byOperator).flatMap(([operator, given]) => {
          const values = [given].flat().filter((item) => typeof item === 'string')
          // One that no list knows is left out by each, and told.
          return values.length > 0 ? [{ column, operator: operator as FilterOperator, values }] : []
        })
      : [],
  )
  return toFilter(conditions)
}

/** Conditions in the form of addresses and requests; none give undefined. One value with a comma is told as a list. */
export function toFilter(conditions: readonly FilterCondition[]): ListFilter | undefined {
  const filter: ListFilter = {}
  for (const { column, operator, values } of conditions)
    filter[column] = { ...filter[column], [operator]: isSeveral(operator, values) ? values : values[0] }
  return conditions.length > 0 ? filter : undefined
}

function isSeveral(operator: FilterOperator, values: readonly string[]): boolean {
  return values.length !== 1 || ((operator === 'in' || operator === 'nin') && values[0]?.includes(',') === true)
}

/** The conditions of an address that the list's columns understand. */
export function knownConditions(filter: ListFilter | undefined, columns: ListColumns): FilterCondition[] {
  return filterConditions({ filter }).filter((condition) => isKnown(condition, columns))
}

/** The conditions of an address that its list leaves out: by a column or an operator that it does not have. */
export function unknownConditions(filter: ListFilter | undefined, columns: ListColumns): FilterCondition[] {
  return filterConditions({ filter }).filter((condition) => !isKnown(condition, columns))
}

function isKnown({ column, operator }: FilterCondition, columns: ListColumns): boolean {
  const known = Object.hasOwn(columns, column) && columns[column]
  return !!known && operatorsOf(known).includes(operator)
}

/** The sort order of an address as far as the list's columns can be sorted, each by the first that is said of it. */
export function knownSort(sort: string | undefined, columns: ListColumns): string | undefined {
  const asked = sortColumns(sort)
  const known = asked.filter(
    ({ name }, place) => columns[name]?.sortable && place === asked.findIndex((each) => each.name === name),
  )
  return known.map(({ name, descending }) => (descending ? `-${name}` : name)).join(',') || undefined
}

/** The columns of a sort order that its list cannot be sorted by, and leaves out. */
export function unknownSort(sort: string | undefined, columns: ListColumns): string[] {
  const names = new Set(sortColumns(sort).map(({ name }) => name))
  return [...names].filter((name) => !knownSort(name, columns))
}

/** What pressing a column's heading does: ascending, then descending, then the list's own order. */
export function nextSort(sort: string | undefined, column: string): string | undefined {
  const current = sortColumns(sort)[0]
  if (current?.name !== column) return column
  return current.descending ? undefined : `-${column}`
}

/**
 * Whether a list's search, or a part of a value that a condition asks for, holds nothing that can be looked for: nothing is
 * found then, and nobody is asked.
 */
export function findsNothing({ q = '', filter }: Pick<ListSearch, 'q' | 'filter'>): boolean {
  const parts = Object.values(filter ?? {}).flatMap(({ contains = '', starts = '' }) => [contains, starts].flat())
  return ![q.trim(), ...parts].every(isSearchable)
}

/** Puts a condition in; one on the same column with the same operator makes way. */
export function withCondition(conditions: readonly FilterCondition[], added: FilterCondition): FilterCondition[] {
  const isSame = (other: FilterCondition) => other.column === added.column && other.operator === added.operator
  const place = conditions.findIndex(isSame)
  return place < 0 ? [...conditions, added] : conditions.map((other) => (isSame(other) ? added : other))
}
