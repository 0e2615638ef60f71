import { type FilterCondition, type FilterOperator, filterOperators } from '@tenantry/contract/list.ts'

/** The views that lists know. */
export const listViews = ['cards', 'table'] as const
export type ListView = (typeof listViews)[number]

/** The filter as it stands in an address and in a request: column, operator, value or values. */
export type ListFilter = Record<string, Partial<Record<FilterOperator, string | string[]>>>

/** The state of a list as its address keeps it. */
export interface ListSearch {
  q?: string | undefined
  filter?: ListFilter | undefined
  sort?: string | undefined
  view?: ListView | undefined
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isOperator = (name: string): name is FilterOperator => filterOperators.some((operator) => operator === name)

/** Reads the state of a list from a parsed address; what has another shape is dropped, so that old links still open. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  return {
    q: typeof search.q === 'string' && search.q !== '' ? search.q : undefined,
    filter: readFilter(search.filter),
    sort: typeof search.sort === 'string' && search.sort !== '' ? search.sort : undefined,
    view: listViews.find((view) => view === search.view),
  }
}

function readFilter(value: unknown): ListFilter | undefined {
  if (!isRecord(value)) return undefined
  const conditions = Object.entries(value).flatMap(([column, byOperator]) =>
    isRecord(byOperator)
      ? Object.entries(byOperator).flatMap(([operator, given]) => {
          const values = [given].flat().filter((item) => typeof item === 'string')
          return isOperator(operator) && values.length > 0 ? [{ column, operator, values }] : []
        })
      : [],
  )
  return toFilter(conditions)
}

/** Conditions in the form of addresses and requests; none give undefined. */
export function toFilter(conditions: readonly FilterCondition[]): ListFilter | undefined {
  const filter: ListFilter = {}
  for (const { column, operator, values } of conditions)
    filter[column] = { ...filter[column], [operator]: values.length === 1 ? values[0] : values }
  return conditions.length > 0 ? filter : undefined
}
