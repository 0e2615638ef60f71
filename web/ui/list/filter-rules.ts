import { type ColumnType, type FilterOperator, filterOperators, operatorsOf } from '@tenantry/contract/list.ts'
import { texts } from './texts.ts'

/** `empty` takes true or false; a person chooses 'is empty' or 'is not empty' instead. */
const notEmpty = 'not-empty'

/** The operators of a column's type as choices with their words. */
export function operatorChoices(type: ColumnType): { value: string; label: string }[] {
  return operatorsOf[type].flatMap((operator) => {
    const choice = { value: operator as string, label: texts.operator(operator, type) }
    return operator === 'empty' ? [choice, { value: notEmpty, label: texts.isNotEmpty }] : [choice]
  })
}

/** The operator of a choice, and its value where the choice says it already. */
export function readChoice(choice: string): { operator: FilterOperator; fixed: string[] | null } {
  if (choice === notEmpty) return { operator: 'empty', fixed: ['false'] }
  const operator = filterOperators.find((known) => known === choice) ?? 'eq'
  return { operator, fixed: operator === 'empty' ? ['true'] : null }
}

/** What is wrong with typed values, before the API is asked; null when nothing is. */
export function valueProblem(type: ColumnType, values: readonly string[]): string | null {
  if (values.length === 0) return texts.filter.missing
  if (values.length > 200) return texts.filter.tooMany
  if (type === 'number' && !values.every((value) => /^-?\d{1,15}(\.\d{1,6})?$/.test(value)))
    return texts.filter.notANumber
  return null
}
