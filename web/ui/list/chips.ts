import type { FilterCondition } from '@tenantry/contract/list.ts'

/** The conditions that one chip shows: one, or from and to of the same column. */
export type Chip = readonly FilterCondition[]

/** Puts `gte` and `lte` of a column together, where the first of them stands. */
export function chipsOf(conditions: readonly FilterCondition[]): Chip[] {
  const find = (column: string, operator: string) =>
    conditions.find((each) => each.column === column && each.operator === operator)
  return conditions.flatMap((condition): Chip[] => {
    const { column } = condition
    const [from, to] = [find(column, 'gte'), find(column, 'lte')]
    if (!from || !to || (condition !== from && condition !== to)) return [[condition]]
    return conditions.indexOf(condition) === Math.min(conditions.indexOf(from), conditions.indexOf(to))
      ? [[from, to]]
      : []
  })
}

/** The conditions without those of a chip. */
export function withoutChip(conditions: readonly FilterCondition[], chip: Chip): FilterCondition[] {
  return conditions.filter((each) => !chip.includes(each))
}
