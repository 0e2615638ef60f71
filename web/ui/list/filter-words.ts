import type { UseQueryOptions } from '@tanstack/react-query'
import type { ListColumn, ListColumns } from '@tenantry/contract/list.ts'
import { formatDate, formatDateTime } from '../../platform/format.ts'
import type { Chip } from './chips.ts'
import { texts } from './texts.ts'

/** A value that can be chosen, with its word. */
export interface FilterOption {
  value: string
  label: string
}

/** Values of which there are too many to load. */
export interface SearchedOptions {
  /** Names of those that conditions name, as far as they are in sight; undefined while they are read. */
  known: readonly FilterOption[] | undefined
  /** What a text finds, and what is offered while none is typed. */
  search: (q: string) => UseQueryOptions<FilterOption[], Error, FilterOption[], (string | boolean)[]>
}

/** Values to choose from, by column: words for enums, names for ids. */
export type FilterOptions = Record<string, readonly FilterOption[] | SearchedOptions>

/** How many values a chip names before it counts the rest. */
const named = 3

/** `network_device` → `Network device`, for values that nobody gave a word. */
export function wordOf(value: string): string {
  const words = value.replaceAll('_', ' ')
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}

/** The values that a column offers; undefined where anything can be typed. */
export function optionsOf(
  name: string,
  column: ListColumn,
  options: FilterOptions,
): readonly FilterOption[] | SearchedOptions | undefined {
  return options[name] ?? column.values?.map((value) => ({ value, label: wordOf(value) }))
}

function valueText(name: string, column: ListColumn, value: string, options: FilterOptions): string {
  const given = optionsOf(name, column, options)
  const known = given && 'search' in given ? given.known : given
  const option = known?.find((each) => each.value === value)
  if (option) return option.label
  // An id says nothing to anybody.
  if (column.type === 'id') return known ? texts.filter.gone : '…'
  return column.type === 'instant' || column.type === 'date' ? dateText(value) : value
}

/** As it stands in the address where that is no day of the calendar, or nothing of the kind: the list says what is wrong. */
function dateText(value: string): string {
  const day = value.slice(0, 10)
  try {
    if (!new Date(`${day}T00:00Z`).toISOString().startsWith(day)) return value
    const at = new Date(value)
    // A month that begins elsewhere begins at some hour here.
    const isMidnight = value === day || at.getHours() + at.getMinutes() === 0
    return isMidnight ? formatDate(value) : formatDateTime(value)
  } catch {
    return value
  }
}

/** What a chip says: 'Country is one of US, DE, JP', 'Created is between Mar 1, 2026 and Mar 31, 2026'. */
export function chipText([condition, to]: Chip, columns: ListColumns, options: FilterOptions = {}): string {
  if (!condition) return ''
  const column = Object.hasOwn(columns, condition.column) && columns[condition.column]
  if (!column) return condition.column
  const textOf = (value: string | undefined) => valueText(condition.column, column, value ?? '', options)
  if (to)
    return `${column.label} ${texts.isBetween} ${texts.filter.fromTo(textOf(condition.values[0]), textOf(to.values[0]))}`
  if (condition.operator === 'empty')
    return `${column.label} ${condition.values[0] === 'false' ? texts.isNotEmpty : texts.operator('empty', column.type)}`
  const values = condition.values.map(textOf)
  const rest = values.length - named
  const shown = rest > 1 ? `${values.slice(0, named).join(', ')} ${texts.filter.more(rest)}` : values.join(', ')
  return `${column.label} ${texts.operator(condition.operator, column.type)} ${shown}`
}
