/** How a list's query is described to those who call it: one parameter for each column with each of its operators. */
import { countryCodes } from './fields/countries.ts'
import { type FilterOperator, type ListColumn, type ListColumns, operatorsOf, ownKey } from './list.ts'

type Json = Record<string, unknown>

/** The parameters `filter[column][operator]` of a list in the form of OpenAPI. */
export function filterParameters(columns: ListColumns): Json[] {
  return Object.entries(columns).flatMap(([name, column]) =>
    operatorsOf(column).map((operator) => ({
      name: `filter[${name}][${operator}]`,
      in: 'query',
      required: false,
      ...(takesSeveral(operator) ? { style: 'form', explode: true } : {}),
      description: `${column.label}: ${operatorMeanings[operator]}${moreOf(column, operator)}`,
      schema: schemaOf(column, operator),
    })),
  )
}

/**
 * The parameter `sort` of a list: sortable columns with a comma between them, descending with a leading minus. None where
 * nothing can be sorted by.
 */
export function sortParameters(columns: ListColumns): Json[] {
  const names = Object.entries(columns).flatMap(([name, { sortable }]) => (sortable ? [name, `-${name}`] : []))
  if (names.length === 0) return []
  return [
    {
      name: 'sort',
      in: 'query',
      required: false,
      style: 'form',
      explode: false,
      description: 'Columns with commas between them, descending with a leading minus',
      schema: { type: 'array', items: { type: 'string', enum: names } },
    },
  ]
}

function moreOf({ holds, isOpen, values }: ListColumn, operator: FilterOperator): string {
  if (holds === 'state' && operator !== 'empty') return ofWholes.includes(operator) ? stateCodes : stateNames
  return isOpen && operator !== 'empty' ? `. A key such as ${values?.join(', ')}, or one of the provider’s own` : ''
}

function schemaOf(column: ListColumn, operator: FilterOperator): Json {
  if (operator === 'empty') return { type: 'boolean' }
  const value =
    column.holds === 'country' && ofWholes.includes(operator)
      ? { type: 'string', enum: [...countryCodes] }
      : valueSchema(column)
  return takesSeveral(operator) ? { type: 'array', items: value, minItems: 1, maxItems: 200 } : value
}

function valueSchema({ type, values, isOpen }: ListColumn): Json {
  switch (type) {
    case 'enum':
      if (isOpen) return { type: 'string', pattern: ownKey.source, examples: [...(values ?? [])] }
      return { type: 'string', enum: [...(values ?? [])] }
    case 'id':
      return { type: 'string', format: 'uuid' }
    case 'number':
      return { type: 'number' }
    case 'date':
      return { type: 'string', format: 'date' }
    case 'instant':
      return { type: 'string', anyOf: [{ format: 'date-time' }, { format: 'date' }] }
    case 'text':
      return { type: 'string', maxLength: 1000 }
  }
}

function takesSeveral(operator: FilterOperator): boolean {
  return operator === 'in' || operator === 'nin'
}

const ofWholes: readonly FilterOperator[] = ['eq', 'ne', 'in', 'nin']

const stateCodes = '. A value is a code of ISO 3166-2, like US-NY, or, where a country has none, what was typed'

const severalValues =
  'repeat the parameter for each, commas do not part them; a single value that holds a comma has [] behind the name'

const stateNames =
  '. Of a state with a code this is a part of its English name, or the code as US-NY, NY or US-; else a part of what was typed'

/** What each operator asks of a value. */
export const operatorMeanings: Record<FilterOperator, string> = {
  eq: 'is this',
  ne: 'is not this, or is empty',
  in: `is one of these; ${severalValues}`,
  nin: `is none of these, or is empty; ${severalValues}`,
  contains: 'contains this',
  ncontains: 'does not contain this, or is empty',
  starts: 'begins with this',
  gt: 'is greater or later',
  gte: 'is greater or later, or the same',
  lt: 'is smaller or earlier',
  lte: 'is smaller or earlier, or the same',
  empty: 'has no value (true) or has one (false)',
}
