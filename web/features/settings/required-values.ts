import type { CustomerFormSettings } from '@tenantry/contract/customer-form-settings.ts'
import { type RequirableField, requirableFields, requirableLabel } from '@tenantry/contract/required-fields.ts'
import type { ConflictField } from '../customers/public.ts'
import { type RequiredStep, requiredSteps } from './required-groups.ts'
import { texts } from './settings.texts.ts'

const words = texts.required

/** Which fields are required, as a form holds it; paths in forms are dotted, so that names in them are not. */
export type RequiredValues = { [key: string]: boolean }

/** The name of a field in the form. */
export const keyOf = (field: RequirableField): string => field.replaceAll('.', '/')

/** Stored settings in a form. */
export function requiredValues({ requiredFields }: CustomerFormSettings): RequiredValues {
  return Object.fromEntries(requirableFields.map((field) => [keyOf(field), requiredFields.includes(field)]))
}

/** What a form asks the API to store. */
export function toFormSettings(values: RequiredValues): CustomerFormSettings {
  return { requiredFields: requirableFields.filter((field) => values[keyOf(field)]) }
}

/** What can differ between two versions of the settings. */
export const requiredConflictFields: readonly ConflictField<RequiredValues>[] = requirableFields.map((field) => ({
  id: keyOf(field),
  label: requirableLabel(field),
  paths: [keyOf(field)],
  words: (values) => (values[keyOf(field)] ? words.isRequired : words.isOptional),
}))

/** The steps with the fields whose words have every typed word; groups and steps without any are left out. */
export function findSteps(typed: string): RequiredStep[] {
  const wanted = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return requiredSteps.flatMap(({ title, groups }) => {
    const found = groups.flatMap((group) => {
      const fields = group.fields.filter((field) => {
        const text = `${title} ${group.title} ${requirableLabel(field)} ${words.hints[field]}`.toLocaleLowerCase()
        return wanted.every((word) => text.includes(word))
      })
      return fields.length > 0 ? [{ ...group, fields }] : []
    })
    return found.length > 0 ? [{ title, groups: found }] : []
  })
}
