import { customerColumns } from '@tenantry/contract/customer-list.ts'
import { type ColumnType, filterOperators, operatorsOf } from '@tenantry/contract/list.ts'
import { describe, expect, it } from 'vitest'
import { operatorChoices, readChoice, valueProblem } from './filter-rules.ts'
import { conditionText } from './filter-words.ts'
import { texts } from './texts.ts'
import { rowAfterKey } from './use-row-keys.ts'

const types = Object.keys(operatorsOf) as ColumnType[]

describe('conditions', () => {
  it.each(types)('offers every operator of a %s column in words of its own', (type) => {
    const choices = operatorChoices(type)
    expect(new Set(choices.map((choice) => choice.label)).size).toBe(choices.length)
    const offered = new Set(choices.map((choice) => readChoice(choice.value).operator))
    expect(offered).toEqual(new Set(operatorsOf[type]))
  })

  it('words every operator', () => {
    expect(new Set(filterOperators.map((operator) => texts.operator(operator, 'text'))).size).toBe(
      filterOperators.length,
    )
  })

  it('reads empty and not empty as the two values of one operator', () => {
    expect(readChoice('empty')).toEqual({ operator: 'empty', fixed: ['true'] })
    expect(readChoice('not-empty')).toEqual({ operator: 'empty', fixed: ['false'] })
    expect(readChoice('contains')).toEqual({ operator: 'contains', fixed: null })
  })

  it('asks for a value, and for a number where one is needed', () => {
    expect(valueProblem('text', [])).toBe(texts.filter.missing)
    expect(valueProblem('number', ['many'])).toBe(texts.filter.notANumber)
    expect(valueProblem('number', ['-12.5'])).toBeNull()
  })

  it('says a condition as a person would', () => {
    const text = (column: string, operator: 'in' | 'empty' | 'gte', values: string[]) =>
      conditionText({ column, operator, values }, customerColumns)
    expect(text('country', 'in', ['US', 'DE', 'JP'])).toBe('Country is one of US, DE, JP')
    expect(text('country', 'in', ['US', 'DE', 'JP', 'FR', 'IT'])).toBe('Country is one of US, DE, JP and 2 more')
    expect(text('status', 'in', ['suspended'])).toBe('Status is one of Suspended')
    expect(text('code', 'empty', ['false'])).toBe('Code is not empty')
    expect(text('devices', 'gte', ['80'])).toBe('Devices is at least 80')
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
})
