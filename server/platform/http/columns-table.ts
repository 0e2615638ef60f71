/** What a list can be filtered and sorted by, as a table of the readable reference, made from its columns. */
import { columnsOfList, type ListColumn, operatorsOf } from '@tenantry/contract/list.ts'
import type { z } from 'zod'

const headings = ['Column', 'Meaning', 'Value', 'Operators', 'Sortable']

/**
 * On phones each cell says which column it is of.
 * @param query what a list is asked by; nothing is told of a query that is no list's
 * @param safe makes text safe for the page
 */
export function columnsTable(query: z.ZodType | undefined, safe: (text: string) => string): string {
  const columns = query && columnsOfList.get(query)?.columns
  if (!columns) return ''
  const rows = Object.entries(columns).map(([name, column]) => {
    const operators = operatorsOf(column).map((operator) => `<code>${operator}</code>`)
    const cells = [safe(column.label), safe(told(column)), operators.join(' '), column.sortable ? 'yes' : 'no']
    const rest = cells.map((cell, index) => `<td data-heading="${headings[index + 1]}">${cell}</td>`)
    return `<tr><td><code>${safe(name)}</code></td>${rest.join('')}</tr>`
  })
  const head = headings.map((heading) => `<th>${heading}</th>`)
  return `<details><summary>Filter and sort</summary><table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></details>`
}

/** What stands behind an operator, but for `empty`, which takes true or false. */
function told(column: ListColumn): string {
  const value = oneValue(column)
  return column.isSeveral ? `${value}; a row has any number of them` : value
}

function oneValue({ type, values = [], isOpen, holds }: ListColumn): string {
  if (holds) return places[holds]
  if (type !== 'enum') return kinds[type]
  return isOpen ? [...values, 'a key of the provider’s own'].join(' | ') : values.join(' | ')
}

const places: Record<NonNullable<ListColumn['holds']>, string> = {
  country: 'text: a code of ISO 3166-1, like US',
  state:
    'text: a code of ISO 3166-2, like US-NY, or what was typed where a country has none; parts are those of English names',
}

const kinds: Record<Exclude<ListColumn['type'], 'enum'>, string> = {
  text: 'text',
  id: 'id',
  number: 'number',
  date: 'date, like 2026-03-31',
  instant: 'instant, like 2026-03-31T08:00:00Z, or a date',
}
