import { useNavigate, useSearch } from '@tanstack/react-router'
import type { FilterCondition, ListColumns } from '@tenantry/contract/list.ts'
import { useCallback, useMemo } from 'react'
import {
  knownConditions,
  knownSort,
  type ListFilter,
  type ListSearch,
  type ListView,
  nextSort,
  readListSearch,
  toFilter,
  unknownConditions,
  unknownSort,
} from './list-search.ts'

/** Stands in the address where nothing but the fixed columns is shown. */
const noColumns = 'none'

/** The state of a list, kept in the address, with what changes it. */
export interface ListState {
  q: string
  conditions: FilterCondition[]
  /** Conditions of the address that the list does not know and leaves out; they stay there until they are removed. */
  unknown: FilterCondition[]
  sort: string | undefined
  /** Columns of the address's order that the list cannot be sorted by, likewise. */
  unknownSort: string[]
  view: ListView
  /** Those that the list has, the one that it opens with first. */
  views: readonly ListView[]
  /** The columns that the address names; undefined where it names none. */
  columns: readonly string[] | undefined
  isFiltered: boolean
  /** The part of a list operation's query that the state decides; use it in query keys too. */
  query: { q?: string; filter?: ListFilter; sort?: string }
  setQ: (q: string) => void
  /** @param unknown those that the list leaves out, unless they and what is unknown of the order stay */
  setConditions: (conditions: FilterCondition[], unknown?: readonly FilterCondition[]) => void
  /** Ascending, then descending, then the list's own order. */
  toggleSort: (column: string) => void
  setView: (view: ListView) => void
  setColumns: (columns: readonly string[] | undefined) => void
  /** Removes search text and conditions. */
  clear: () => void
}

const tableAlone: readonly ListView[] = ['table']

/**
 * Reads a list's state from the address and writes it there, so that back works and a link shows the same list.
 * @param views those that the list has, the one that it opens with first; the same array each time
 */
export function useListSearch(columns: ListColumns, views: readonly ListView[] = tableAlone): ListState {
  const [defaultView = 'table'] = views
  const raw: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const state = useMemo(() => readState(raw, columns, views), [raw, columns, views])
  const change = useCallback(
    (part: ListSearch, replace: boolean) => {
      void navigate({ to: '.', replace, search: (before: Record<string, unknown>) => ({ ...before, ...part }) })
    },
    [navigate],
  )
  const { sort, unknown: left } = state
  const actions = useMemo(
    () => ({
      // Typing is not a step that Back should undo letter by letter.
      setQ: (q: string) => change({ q: q === '' ? undefined : q }, true),
      setConditions: (conditions: FilterCondition[], unknown?: readonly FilterCondition[]) =>
        change({ filter: toFilter([...(unknown ?? left), ...conditions]), ...(unknown && { sort }) }, false),
      toggleSort: (column: string) => change({ sort: nextSort(sort, column) }, false),
      setView: (view: ListView) => change({ view: view === defaultView ? undefined : view }, false),
      // How a table is arranged is remembered by itself: Back does not undo it.
      setColumns: (columns: readonly string[] | undefined) =>
        change({ columns: columns && (columns.join() || noColumns) }, true),
      clear: () => change({ q: undefined, filter: undefined }, false),
    }),
    [change, sort, left, defaultView],
  )
  return { ...state, ...actions }
}

function readState(raw: Record<string, unknown>, columns: ListColumns, views: readonly ListView[]) {
  const search = readListSearch(raw)
  const conditions = knownConditions(search.filter, columns)
  const filter = toFilter(conditions)
  const sort = knownSort(search.sort, columns)
  return {
    q: search.q ?? '',
    conditions,
    unknown: unknownConditions(search.filter, columns),
    sort,
    unknownSort: unknownSort(search.sort, columns),
    view: views.find((view) => view === search.view) ?? views[0] ?? 'table',
    views,
    columns: search.columns === noColumns ? [] : search.columns?.split(','),
    isFiltered: search.q !== undefined || conditions.length > 0,
    query: { ...(search.q ? { q: search.q } : {}), ...(filter ? { filter } : {}), ...(sort ? { sort } : {}) },
  }
}
