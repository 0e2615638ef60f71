import type { ColumnType, FilterOperator } from '@tenantry/contract/list.ts'

/** Words for a condition's operator; dates and numbers have their own. */
const operators: Record<FilterOperator, string> = {
  eq: 'is',
  ne: 'is not',
  in: 'is one of',
  nin: 'is none of',
  contains: 'contains',
  ncontains: 'does not contain',
  starts: 'begins with',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  empty: 'is empty',
}

const dayOperators: Partial<Record<FilterOperator, string>> = {
  gt: 'is after',
  gte: 'is on or after',
  lt: 'is before',
  lte: 'is on or before',
}

/** The words of lists. */
export const texts = {
  /** Of one that there is not, as an address may have it, what stands there. */
  operator: (operator: FilterOperator, type: ColumnType) =>
    (type === 'instant' || type === 'date' ? dayOperators[operator] : undefined) ??
    (Object.hasOwn(operators, operator) ? operators[operator] : operator),
  isNotEmpty: 'is not empty',
  isBetween: 'is between',
  filter: {
    add: 'Filter',
    heading: 'Add a condition',
    edit: 'Change the condition',
    editChip: (condition: string) => `Change the condition: ${condition}`,
    from: 'From',
    to: 'To',
    fromTo: (from: string, to: string) => `${from} and ${to}`,
    active: 'Conditions',
    column: 'Column',
    condition: 'Condition',
    value: 'Value',
    values: 'Values',
    valuesHint: 'One or several, Enter after each',
    apply: 'Apply',
    missing: 'Enter a value',
    notANumber: 'Enter a number',
    tooMany: 'At most 200 values',
    remove: (condition: string) => `Remove the condition: ${condition}`,
    unknown: (what: string) => `Left out, not known here: ${what}`,
    sortedBy: (column: string) => `sorted by ${column}`,
    clear: 'Clear all',
    gone: 'something deleted or out of sight',
    found: { searching: 'Loading…', nothing: 'Nothing found', failed: 'This could not be searched just now' },
    searchValues: 'Type a name or code',
    more: (count: number) => `and ${count} more`,
  },
  search: { clear: 'Clear the search' },
  view: { label: 'View', cards: 'Cards', table: 'Table', tree: 'Tree' },
  exportOpen: 'Export',
  columns: {
    open: 'Columns',
    drag: 'Drag to set the width',
    show: (column: string) => `Show ${column}`,
    list: 'Columns in their order',
    up: (column: string) => `Move ${column} up`,
    down: (column: string) => `Move ${column} down`,
    wider: (column: string) => `Make ${column} wider`,
    narrower: (column: string) => `Make ${column} narrower`,
    moved: (column: string, place: number, count: number) => `${column}, ${place} of ${count}`,
    density: 'Rows',
    comfortable: 'Comfortable',
    dense: 'Dense',
    hidden: 'Not shown',
    noRoom: 'no room now',
    reset: 'Start over',
    keys: 'By keys: Alt with ↑ ↓ moves a column, Alt with ← → sets its width. In a heading: Alt and Shift with ← →. In the rows: ↑ ↓ go from row to row, ← → through what lies in one, Space chooses it, Enter opens it.',
  },
  more: 'Load more',
  moreFailed: 'More could not be loaded.',
  retry: 'Try again',
  shown: (shown: string, total: string) => `${shown} of ${total}`,
  loading: 'Loading…',
  nothing: {
    title: 'Nothing matches',
    text: 'Change or remove a condition to see more.',
    clear: 'Clear search and conditions',
  },
} as const
