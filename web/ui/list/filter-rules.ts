import {
  type ColumnType,
  type FilterCondition,
  type FilterOperator,
  filterOperators,
  isSearchable,
  type ListColumn,
  nothingToSearch,
  operatorsOf,
} from '@tenantry/contract/list.ts'
import { texts } from './texts.ts'

/** Choices that are no operator of the API by themselves: `empty` is true or false, and `between` is two conditions. */
const notEmpty = 'not-empty'
const between = 'between'

/** Whether a choice asks for a part of a text. */
export const isOfPart = (choice: string) => choice === 'contains' || choice === 'ncontains' || choice === 'starts'

/**
 * The operators of a column as choices with their words.
 * @param isCoded its values are shown by other words than are kept, a part of which is found nowhere
 */
export function operatorChoices(column: ListColumn, isCoded = false): { value: string; label: string }[] {
  const { type } = column
  const operators = operatorsOf(column).filter((operator) => !isCoded || !isOfPart(operator))
  const choices = operators.flatMap((operator) => {
    const choice = { value: operator as string, label: texts.operator(operator, type) }
    return operator === 'empty' ? [choice, { value: notEmpty, label: texts.isNotEmpty }] : [choice]
  })
  const isOrdered = choices.some(({ value }) => value === 'gte')
  return isOrdered ? [...choices, { value: between, label: texts.isBetween }] : choices
}

/**
 * The choice that a column begins with: of a text a part, since few know all of it by heart, and of numbers all from one
 * on.
 * @param isOffered its values are there to choose from
 */
export function firstChoice(column: ListColumn, isOffered: boolean): string {
  const operators = operatorsOf(column)
  if (!isOffered && operators.includes('contains')) return 'contains'
  return column.type === 'number' ? 'gte' : (operators[0] ?? 'eq')
}

/** How many values a choice takes; `some` is one or several. */
export function valuesOf(choice: string): 'none' | 'one' | 'two' | 'some' {
  if (choice === 'empty' || choice === notEmpty) return 'none'
  if (choice === between) return 'two'
  return choice === 'in' || choice === 'nin' ? 'some' : 'one'
}

/** The conditions that a choice makes of its values. */
export function conditionsOf(column: string, choice: string, values: readonly string[]): FilterCondition[] {
  const [first = '', second = ''] = values
  if (choice === 'empty' || choice === notEmpty)
    return [{ column, operator: 'empty', values: [String(choice === 'empty')] }]
  if (choice === between)
    return [
      { column, operator: 'gte', values: [first] },
      { column, operator: 'lte', values: [second] },
    ]
  const operator: FilterOperator = filterOperators.find((known) => known === choice) ?? 'eq'
  return [{ column, operator, values: [...values] }]
}

/** The choice and the values that stand for conditions, as {@link conditionsOf} made them. */
export function choiceOf([first, second]: readonly FilterCondition[]): { choice: string; values: string[] } {
  if (!first) return { choice: 'eq', values: [] }
  if (second) return { choice: between, values: [...first.values, ...second.values] }
  if (first.operator !== 'empty') return { choice: first.operator, values: [...first.values] }
  return { choice: first.values[0] === 'false' ? notEmpty : 'empty', values: [] }
}

/** What is wrong with the values typed for a choice, before the API is asked; null when nothing is. */
export function valueProblem(type: ColumnType, choice: string, values: readonly string[]): string | null {
  if (values.length < (valuesOf(choice) === 'two' ? 2 : 1)) return texts.filter.missing
  if (isOfPart(choice) && !values.every(isSearchable)) return nothingToSearch
  if (values.length > 200) return texts.filter.tooMany
  if (type === 'number' && !values.every((value) => /^-?\d{1,15}(\.\d{1,6})?$/.test(value)))
    return texts.filter.notANumber
  return null
}
