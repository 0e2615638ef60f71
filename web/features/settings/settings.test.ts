import { requirableFields } from '@tenantry/contract/required-fields.ts'
import { describe, expect, it } from 'vitest'
import { providerConflictFields, providerErrors, providerValues, toProviderSettings } from './provider-values.ts'
import { requiredSteps } from './required-groups.ts'
import { findSteps, requiredConflictFields, requiredValues, toFormSettings } from './required-values.ts'

const stored = { name: 'Northwind MSP', timeZone: 'UTC', locale: 'en', currency: 'USD', archivedDays: 365 }
const fieldsOf = (steps: ReturnType<typeof findSteps>) =>
  steps.flatMap(({ groups }) => groups.flatMap(({ fields }) => fields))

describe('the settings of a provider in a form', () => {
  it('go out as they came in', () => {
    const values = providerValues(stored)
    expect(toProviderSettings(values)).toEqual(stored)
    expect(providerErrors(values)).toEqual({})
    expect(providerConflictFields.map(({ id }) => id)).toEqual(Object.keys(values))
  })

  it.each(['', '0', '3651', '1.5', 'a year', '-3'])('take no %s for a number of days', (archivedDays) => {
    expect(Object.keys(providerErrors({ ...providerValues(stored), archivedDays }))).toEqual(['archivedDays'])
  })
})

describe('the required fields in a form', () => {
  it('stand there once each, in their steps', () => {
    expect([...fieldsOf([...requiredSteps])].sort()).toEqual([...requirableFields].sort())
    expect(requiredConflictFields).toHaveLength(requirableFields.length)
  })

  it('go out as they came in', () => {
    const settings = { requiredFields: ['location.state', 'accountManagerEmail'] as const }
    expect(toFormSettings(requiredValues({ requiredFields: [...settings.requiredFields] }))).toEqual(settings)
  })

  it('are found by words of their own, of their group and of their explanation', () => {
    expect(fieldsOf(findSteps('STATE prov'))).toEqual(['location.state', 'billing.state'])
    expect(fieldsOf(findSteps('primary email'))).toEqual(['contacts.primary.email'])
    expect(fieldsOf(findSteps('restored'))).toEqual([])
    expect(findSteps('entities').map(({ title }) => title)).toContain('Entities')
    expect(fieldsOf(findSteps(' '))).toHaveLength(requirableFields.length)
  })
})
