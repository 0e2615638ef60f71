import { describe, expect, test } from 'vitest'
import { ruleErrors, ruleValuesOf, toRuleFields, toRuleInput } from './rule-values.ts'

const named = { ...ruleValuesOf(null), name: 'Servers' }

describe('a rule while it is typed', () => {
  test('holds for all where nothing is named', () => {
    expect(ruleErrors(named)).toEqual({})
    expect(toRuleInput(named).conditions).toEqual({ classes: [], makers: [], addressRanges: [], organizationIds: [] })
  })

  test('needs a name', () => {
    expect(Object.keys(ruleErrors(ruleValuesOf(null)))).toEqual(['name'])
  })

  test('names the range that is none', () => {
    const errors = ruleErrors({ ...named, addressRanges: ['192.0.2.0/24', '192.0.2.0/33'] })
    expect(errors).toEqual({ addressRanges: '192.0.2.0/33 is no range like 192.0.2.0/24' })
  })

  test('shows what the server says of one of several at their field', () => {
    expect(toRuleFields({ 'conditions.organizationIds.1': 'There is no such customer' })).toEqual({
      organizationIds: 'There is no such customer',
    })
  })
})
