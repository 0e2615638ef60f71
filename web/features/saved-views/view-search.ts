/** What of an address a saved view keeps. */
import { parseSearch, stringifySearch } from '../../platform/search-params.ts'
import { readListSearch } from '../../ui/list/list-search.ts'

/** What a list shows and how; not what lies open beside it, nor by which view it was reached. */
const kept = ['q', 'filter', 'sort', 'view', 'columns', 'all'] as const

type Search = Record<string, unknown>

/** Stands in the address where the list is shown as it begins, though the person has it open with a view. */
export const noView = 'none'

/** The parts that a view keeps, as the query string that is saved. */
export function searchOf(search: Search): string {
  const { filter } = readListSearch(search)
  return stringifySearch({ ...Object.fromEntries(kept.map((name) => [name, search[name]])), filter })
}

/** A saved query string as a search of the router, with nothing else of the list's left over. */
export function openedSearch(saved: string, viewId: string): Search {
  const search: Search = parseSearch(saved)
  return { ...Object.fromEntries(kept.map((name) => [name, search[name]])), saved: viewId }
}

/** Whether an address asks for nothing of its own, so that the list may open with the person's view. */
export function asksForNothing(search: Search): boolean {
  return search.saved === undefined && kept.every((name) => search[name] === undefined)
}

/** Whether what is shown is what was saved. A view that names no columns leaves them to the person. */
export function isShown(saved: string, search: Search): boolean {
  const before: Search = parseSearch(saved)
  const now = before.columns === undefined ? { ...search, columns: undefined } : search
  return inOrder(parseSearch(searchOf(now))) === inOrder(parseSearch(searchOf(before)))
}

/** The order of names in an address says nothing. */
function inOrder(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value)
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${pairs.map(([key, each]) => `${key}:${inOrder(each)}`).join()}}`
}
