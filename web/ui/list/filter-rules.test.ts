import { customerColumns } from '@tenantry/contract/customer-list.ts'
import { deviceColumns } from '@tenantry/contract/devices.ts'
import {
  type FilterCondition,
  filterOperators,
  type ListColumn,
  nothingToSearch,
  operatorsOf,
} from '@tenantry/contract/list.ts'
import { describe, expect, it } from 'vitest'
import { formatDateTime } from '../../platform/format.ts'
import { chipsOf, withoutChip } from './chips.ts'
import {
  choiceOf,
  conditionsOf,
  firstChoice,
  isOfPart,
  operatorChoices,
  valueProblem,
  valuesOf,
} from './filter-rules.ts'
import { chipText } from './filter-words.ts'
import { refusalText } from './refusals.ts'
import { texts } from './texts.ts'
import { goesOn, rowAfterKey } from './use-row-keys.ts'

const columns: [string, ListColumn][] = [...Object.entries(customerColumns), ...Object.entries(deviceColumns)]

/** Values that a choice would be given. */
const given = (choice: string) => ({ none: [], one: ['1'], two: ['1', '2'], some: ['1', '2', '3'] })[valuesOf(choice)]

describe('conditions', () => {
  it.each(columns)('offers every operator of the column %s in words of its own', (name, column) => {
    const choices = operatorChoices(column)
    expect(new Set(choices.map((choice) => choice.label)).size).toBe(choices.length)
    const made = choices.flatMap(({ value }) => conditionsOf(name, value, given(value)))
    expect(new Set(made.map(({ operator }) => operator))).toEqual(new Set(operatorsOf(column)))
  })

  it.each(columns)('a condition of the column %s is shown for a change as it was made', (name, column) => {
    for (const { value } of operatorChoices(column))
      expect(choiceOf(conditionsOf(name, value, given(value)))).toEqual({ choice: value, values: given(value) })
  })

  it('asks for emptiness only where there can be any', () => {
    const offered = (column: ListColumn) => operatorChoices(column).map(({ value }) => value)
    expect(offered(customerColumns.city)).toEqual(expect.arrayContaining(['empty', 'not-empty']))
    expect(offered(customerColumns.createdAt)).toEqual(['gt', 'gte', 'lt', 'lte', 'between'])
  })

  it('asks for no part of what is shown by other words than are kept', () => {
    const parts = (isCoded: boolean) =>
      operatorChoices(customerColumns.country, isCoded).filter(({ value }) => isOfPart(value)).length
    expect([parts(false), parts(true)]).toEqual([3, 0])
  })

  it('begins with a part of what is typed, and with several of what is chosen', () => {
    expect(firstChoice(customerColumns.name, false)).toBe('contains')
    expect(firstChoice(customerColumns.state, true)).toBe('in')
    expect(firstChoice(customerColumns.status, true)).toBe('in')
    expect(firstChoice(customerColumns.devices, false)).toBe('gte')
    expect(firstChoice(customerColumns.createdAt, false)).toBe('gt')
    expect(firstChoice(customerColumns.externalIds, false)).toBe('in')
  })

  it('words every operator', () => {
    expect(new Set(filterOperators.map((operator) => texts.operator(operator, 'text'))).size).toBe(
      filterOperators.length,
    )
  })

  it('asks for a value, and for a number where one is needed', () => {
    expect(valueProblem('text', 'eq', [])).toBe(texts.filter.missing)
    expect(valueProblem('number', 'gte', ['many'])).toBe(texts.filter.notANumber)
    expect(valueProblem('number', 'gte', ['-12.5'])).toBeNull()
    expect(valueProblem('number', 'between', ['1'])).toBe(texts.filter.missing)
  })

  it('takes for a part of a text what can be looked for, and for all of it anything', () => {
    expect(valueProblem('text', 'contains', ["'"])).toBe(nothingToSearch)
    expect(valueProblem('text', 'contains', ["o'"])).toBeNull()
    expect(valueProblem('text', 'eq', ["'"])).toBeNull()
  })

  it('says a condition as a person would', () => {
    const text = (column: string, operator: 'in' | 'empty' | 'gte', values: string[]) =>
      chipText([{ column, operator, values }], customerColumns)
    expect(text('country', 'in', ['US', 'DE', 'JP'])).toBe('Country is one of US, DE, JP')
    expect(text('country', 'in', ['US', 'DE', 'JP', 'FR', 'IT'])).toBe('Country is one of US, DE, JP and 2 more')
    expect(text('status', 'in', ['suspended'])).toBe('Status is one of Suspended')
    expect(text('code', 'empty', ['false'])).toBe('Code is not empty')
    expect(text('devices', 'gte', ['80'])).toBe('Devices is at least 80')
    const march = conditionsOf('devices', 'between', ['5', '10'])
    expect(chipText(march, customerColumns)).toBe('Devices is between 5 and 10')
  })

  it.each([
    ['garbage', 'garbage'],
    ['2026-02-31', '2026-02-31'],
    ['2026-03-01garbage', '2026-03-01garbage'],
    ['2026-03-01', 'Mar 1, 2026'],
    [new Date(2026, 2, 1).toISOString(), 'Mar 1, 2026'],
    // A month that begins elsewhere.
    [new Date(2026, 2, 1, 12, 30).toISOString(), formatDateTime(new Date(2026, 2, 1, 12, 30).toISOString())],
  ])('shows a day as a day, and what is none as it was typed: %s', (value, shown) => {
    const chip = (column: 'planExpiresOn' | 'createdAt') =>
      chipText([{ column, operator: 'gte', values: [value] }], customerColumns)
    expect(chip('planExpiresOn')).toBe(`Trial ends is on or after ${shown}`)
    expect(chip('createdAt')).toBe(`Created is on or after ${shown}`)
  })

  it.each([
    ['filter.createdAt.gte', 'filter_invalid', 'A date or an instant', 'Created is on or after x: A date is needed'],
    ['filter.devices.gte', 'filter_invalid', 'A number', 'Devices is between many and 5: A number'],
    ['filter.country.in', 'filter_invalid', 'No such', 'Country is one of Germany, XX: No such'],
    ['filter.statusSince.empty', 'filter_invalid', 'True or false', 'Status since is empty: True or false'],
    ['filter.name.eq', 'filter_invalid', 'Only "in"', 'Name is a, b: One value is needed'],
    ['filter.name.nope', 'unknown_field', 'No such field', 'Name nope x: There is no such condition'],
    ['filter.colour.eq', 'filter_invalid', 'No such column', 'colour: No such column'],
    ['filter.city', 'invalid', 'Wrong', 'City: Wrong'],
    ['q', 'too_big', 'Too long', 'Search: Too long'],
    ['sort', 'sort_invalid', 'No', 'Order: No'],
    ['cursor', 'cursor_invalid', 'No', 'cursor: No'],
  ])('what is wrong with %s (%s, %s) is said as the chip does: %s', (path, code, message, said) => {
    const conditions: FilterCondition[] = [
      { column: 'createdAt', operator: 'gte', values: ['x'] },
      ...conditionsOf('devices', 'between', ['many', '5']),
      { column: 'country', operator: 'in', values: ['DE', 'XX'] },
      { column: 'statusSince', operator: 'empty', values: ['maybe'] },
      { column: 'name', operator: 'eq', values: ['a', 'b'] },
      { column: 'name', operator: 'nope' as 'eq', values: ['x'] },
      { column: 'colour', operator: 'eq', values: ['red'] },
    ]
    const options = { country: [{ value: 'DE', label: 'Germany' }] }
    expect(refusalText({ path, code, message }, { columns: customerColumns, options, conditions })).toBe(said)
  })

  it('shows no id: a name, or that it is deleted or out of sight', () => {
    const chip = conditionsOf('parentId', 'eq', ['0190'])
    const text = (known: { value: string; label: string }[] | undefined) =>
      chipText(chip, customerColumns, { parentId: { known, search: () => ({ queryKey: [''] }) } })
    expect(text([{ value: '0190', label: 'Northwind' }])).toBe('Parent is Northwind')
    expect(text([])).toBe('Parent is something deleted or out of sight')
    expect(text(undefined)).toBe('Parent is …')
  })

  it('from and to of a column are one chip, wherever they stand', () => {
    const [from, to] = conditionsOf('devices', 'between', ['5', '10']) as [FilterCondition, FilterCondition]
    const other: FilterCondition = { column: 'users', operator: 'gte', values: ['1'] }
    expect(chipsOf([from, other, to])).toEqual([[from, to], [other]])
    expect(chipsOf([to, other])).toEqual([[to], [other]])
    expect(withoutChip([from, other, to], [from, to])).toEqual([other])
  })
})

describe('keys in a table', () => {
  it('move between rows and stop at both ends', () => {
    expect(rowAfterKey('ArrowDown', 3, 100)).toBe(4)
    expect(rowAfterKey('ArrowUp', 0, 100)).toBe(0)
    expect(rowAfterKey('PageDown', 95, 100)).toBe(99)
    expect(rowAfterKey('Home', 50, 100)).toBe(0)
    expect(rowAfterKey('End', 50, 100)).toBe(99)
    expect(rowAfterKey('a', 50, 100)).toBeNull()
  })

  it('End goes on while there is more, by ten thousand rows at most', () => {
    expect(goesOn({ from: 49 }, 150, true)).toBe(true)
    expect(goesOn({ from: 49 }, 230, false)).toBe(false)
    expect(goesOn({ from: 49 }, 10_050, true)).toBe(false)
    expect(goesOn({ from: 10_049 }, 10_150, true)).toBe(true)
  })
})
