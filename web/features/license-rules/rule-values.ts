import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { canonicalRange, createLicenseRule, type LicenseRule } from '@tenantry/contract/license-rules.ts'
import { type FieldErrors, inputOf, schemaErrors } from '../../platform/zod-form.ts'
import { texts } from './license-rules.texts.ts'

/** A rule as its form holds it. */
export interface RuleValues {
  name: string
  isOn: boolean
  classes: string[]
  makers: string[]
  addressRanges: string[]
  organizationIds: string[]
}

/** What the form begins with. */
export function ruleValuesOf(rule: LicenseRule | null): RuleValues {
  const { classes = [], makers = [], addressRanges = [], organizationIds = [] } = rule?.conditions ?? {}
  return { name: rule?.name ?? '', isOn: rule?.isOn ?? true, classes, makers, addressRanges, organizationIds }
}

/** The request that the values make. */
export function toRuleInput({ name, isOn, organizationIds, ...conditions }: RuleValues) {
  return { name, isOn, conditions: { ...conditions, organizationIds: organizationIds as OrganizationId[] } }
}

/** What keeps the values from being sent, by field. */
export function ruleErrors(values: RuleValues): FieldErrors {
  const wrong = values.addressRanges.find((range) => canonicalRange(range) === null)
  return {
    ...toRuleFields(schemaErrors(inputOf(createLicenseRule), toRuleInput(values))),
    ...(wrong === undefined ? {} : { addressRanges: texts.form.rangeWrong(wrong) }),
  }
}

/** What is tried: without a name where none is typed yet. */
export function toRuleDraft(values: RuleValues, id: string | null) {
  const { name, conditions } = toRuleInput(values)
  return { ...(name.trim() === '' ? {} : { name }), conditions, ...(id === null ? {} : { id }) }
}

/** What keeps the values from being tried, by field. */
export function trialErrors(values: RuleValues): FieldErrors {
  const { name, ...others } = ruleErrors(values)
  return name === undefined || values.name.trim() === '' ? others : { name, ...others }
}

/** Errors by the paths of a request, moved to where the fields are: a list is one field. */
export function toRuleFields(errors: FieldErrors): FieldErrors {
  const fields: FieldErrors = {}
  for (const [path, message] of Object.entries(errors)) {
    const [first = '', second = ''] = path.split('.')
    fields[first === 'conditions' ? second : first] ??= message
  }
  return fields
}
