import { describe, expect, test } from 'vitest'
import { ruleErrors, ruleValuesOf, toRuleDraft, toRuleFields, toRuleInput, trialErrors } from './rule-values.ts'

const named = { ...ruleValuesOf(null), name: 'Servers' }

describe('a rule while it is typed', () => {
  test('holds for all where nothing is named', () => {
    expect(ruleErrors(named)).toEqual({})
    expect(toRuleInput(named).conditions).toEqual({ classes: [], makers: [], addressRanges: [], organizationIds: [] })
  })

  test('needs a name', () => {
    expect(Object.keys(ruleErrors(ruleValuesOf(null)))).toEqual(['name'])
  })

  test('is tried without a name, as nothing is saved', () => {
    const unnamed = { ...named, name: ' ' }
    expect(trialErrors(unnamed)).toEqual({})
    expect(toRuleDraft(unnamed, null)).toEqual({ conditions: toRuleInput(named).conditions })
    expect(toRuleDraft(named, null)).toMatchObject({ name: 'Servers' })
    expect(Object.keys(trialErrors({ ...unnamed, addressRanges: ['x'] }))).toEqual(['addressRanges'])
    expect(Object.keys(trialErrors({ ...named, name: 'x'.repeat(1000) }))).toEqual(['name'])
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
