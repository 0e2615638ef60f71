import type { FieldProblem } from '@tenantry/contract/errors.ts'
import type { FilterCondition } from '@tenantry/contract/list.ts'
import { chipsOf } from './chips.ts'
import { chipText } from './filter-words.ts'
import { texts as words } from './refusals.texts.ts'
import type { ShownConditions } from './shown-conditions.ts'

/** What is wrong with a condition, in the words that its chip has. @param shown what the toolbar shows, where there is one */
export function refusalText({ path, code, message }: FieldProblem, shown: ShownConditions | null): string {
  if (path === 'q' || path === 'sort') return words.problem(path === 'q' ? words.search : words.order, message)
  const [part, column = '', operator] = path.split('.')
  if (part !== 'filter') return words.problem(path, message)
  const isMeant = (each: FilterCondition) => each.column === column && each.operator === operator
  const chip = chipsOf(shown?.conditions ?? []).find((each) => each.some(isMeant))
  const condition = chip?.find(isMeant)
  if (!shown || !chip || !condition) return words.problem(shown?.columns[column]?.label ?? column, message)
  return words.problem(chipText(chip, shown.columns, shown.options), reason(code, message, condition, shown))
}

/** In the words of whoever fills in a form; what only programs can do wrong is left in those of the API. */
function reason(code: string, message: string, condition: FilterCondition, { columns }: ShownConditions): string {
  const { column, operator, values } = condition
  if (code === 'unknown_field') return words.noSuchCondition
  if (values.length > 1 && operator !== 'in' && operator !== 'nin') return words.oneValue
  return operator !== 'empty' && columns[column]?.type === 'instant' ? words.date : message
}
