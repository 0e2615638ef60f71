import { checkEntities, EntityInput, newEntities } from '@tenantry/contract/entities.ts'
import type { AddressToCheck, SubdivisionLookup } from '@tenantry/contract/fields/address.ts'
import { type FieldErrors, schemaErrors } from '../../../platform/zod-form.ts'
import { addressErrors } from '../form/company-errors.ts'
import { toKeyedPaths } from '../form/keyed-list.ts'
import { atCountryCodes } from '../form/phone-errors.ts'
import { texts } from './entities.texts.ts'
import { type EntityListValues, type EntityValues, isEmptyEntity, toEntityRequest } from './entity-values.ts'

/**
 * What keeps an entity from being stored, by the path of the field in the form.
 * @param lookup the list of states; while it has not come, whether a state belongs to its country is not checked
 */
export function entityErrors(values: EntityValues, lookup?: SubdivisionLookup): FieldErrors {
  const errors = {
    ...addressErrors('location', values.location, lookup),
    ...toEntityPaths(schemaErrors(EntityInput, toEntityRequest(values))),
    ...(values.name.trim() === '' ? { name: texts.fields.nameMissing } : {}),
  }
  return atCountryCodes(errors, values)
}

/** Errors by the paths of a request, moved to where the form of one entity, or of several, shows them. */
export function toEntityPaths(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [
      path.replace(/(^|\.)contact\.phone$/, '$1contact.phone.number').replace(/^tagIds\b.*/, 'tags'),
      message,
    ]),
  )
}

/** Errors of several entities by their places in a request, moved to their lines in the form. */
export function toListPaths(errors: FieldErrors, values: EntityListValues): FieldErrors {
  return toKeyedPaths(toEntityPaths(errors), 'entities', Object.keys(values.entities))
}

/**
 * What keeps entities from being added together with their customer. A line in which nothing was typed is one of them,
 * too: left out, it would be missed only when the customer is there.
 */
export function entityListErrors(values: EntityListValues, lookup?: SubdivisionLookup): FieldErrors {
  const sent = Object.values(values.entities)
  const errors: FieldErrors = {}
  for (const { path, message } of checkEntities(sent.map(checked), lookup)) errors[path.join('.')] ??= message
  Object.assign(errors, schemaErrors(newEntities, sent.map(toEntityRequest)))
  sent.forEach((entity, index) => {
    const message = isEmptyEntity(entity) ? texts.step.emptyLine : texts.fields.nameMissing
    if (entity.name.trim() === '') errors[`${index}.name`] = message
  })
  const whole = Object.entries(errors).map(([path, message]) => [
    path === '' ? 'entities' : `entities.${path}`,
    message,
  ])
  return atCountryCodes(toListPaths(Object.fromEntries(whole), values), values)
}

function checked({ name, location }: EntityValues): { name: string; location: AddressToCheck } {
  const trimmed = Object.entries(location).map(([part, text]) => [part, text.trim()])
  return { name, location: Object.fromEntries(trimmed) }
}
