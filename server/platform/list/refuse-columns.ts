import { type ListQuery, sortColumns } from '@tenantry/contract/list.ts'
import { invalidInput } from '../errors.ts'

/**
 * Refuses conditions and orders by columns that do not exist for the caller, in the words for columns that exist for nobody.
 * @throws invalid_input (422)
 */
export function refuseColumns({ filter, sort }: Pick<ListQuery, 'filter' | 'sort'>, columns: readonly string[]): void {
  const problems = [
    ...Object.entries(filter ?? {})
      .filter(([column]) => columns.includes(column))
      .flatMap(([column, conditions]) => Object.keys(conditions).map((operator) => `filter.${column}.${operator}`))
      .map((path) => ({ path, code: 'filter_invalid', message: 'There is no such column' })),
    ...sortColumns(sort)
      .filter(({ name }) => columns.includes(name))
      .map(({ name }) => ({ path: 'sort', code: 'sort_invalid', message: `Cannot sort by "${name}"` })),
  ]
  if (problems.length > 0) throw invalidInput(...problems)
}
