import { CustomerPatch } from '@tenantry/contract/customers.ts'
import type { SubdivisionLookup } from '@tenantry/contract/fields/address.ts'
import { findDemanded, findEmptied, findMissing, type RequirableField } from '@tenantry/contract/required-fields.ts'
import { type FieldErrors, schemaErrors } from '../../../platform/zod-form.ts'
import { companyErrors, toFormPaths } from '../form/company-errors.ts'
import { toExternalIdPaths } from '../form/external-id-values.ts'
import { readPath } from '../form/form-part.ts'
import { planErrors } from '../form/plan-values.ts'
import { peopleErrors, peoplePaths, toPeoplePaths } from '../people/people-errors.ts'
import { type ProfileValues, toPatch } from './profile-values.ts'

/** What keeps a profile from being saved, by path in its form; of what the provider requires, what was emptied. */
export function profileErrors({ base, mine: values, required }: Edited, lookup?: SubdivisionLookup): FieldErrors {
  const { plan, isActive, externalIds } = toPatch(values)
  const emptied = findEmptied(required, { before: toPatch(base), after: toPatch(values) }, lookup)
  return {
    ...placeProfileErrors(Object.fromEntries(emptied.map(({ path, message }) => [path, message])), values),
    ...under('company', companyErrors(values.company, lookup)),
    ...under('people', peopleErrors(values.people)),
    ...under('account', { ...schemaErrors(CustomerPatch, { plan, isActive }), ...planErrors(values.account.plan) }),
    ...toExternalIdPaths(schemaErrors(CustomerPatch, { externalIds }), values.externalIds),
  }
}

/** A profile as it was read and as it is typed, and the fields that the provider requires. */
export interface Edited {
  base: ProfileValues
  mine: ProfileValues
  required: readonly RequirableField[]
}

/** The fields of the form that may not be emptied: what the provider requires and the customer has. */
export function markedFields({ base, mine, required }: Edited, lookup?: SubdivisionLookup): ReadonlySet<string> {
  const lacking = new Set(findMissing(required, toPatch(base), lookup).map(({ path }) => path))
  const demanded = findDemanded(required, toPatch(mine), lookup).filter((path) => !lacking.has(path))
  return new Set(Object.keys(placeProfileErrors(Object.fromEntries(demanded.map((path) => [path, path])), mine)))
}

/** Errors of the API at the fields of the form. */
export function placeProfileErrors(errors: FieldErrors, values: ProfileValues): FieldErrors {
  const at = (group: string) => Object.fromEntries(Object.entries(errors).filter(([path]) => groupOf(path) === group))
  return {
    ...under('company', toFormPaths(at('company'), values.company)),
    ...under('people', toPeoplePaths(at('people'), values.people)),
    ...under('account', at('account')),
    ...toExternalIdPaths(at('externalIds'), values.externalIds),
  }
}

function groupOf(path: string): string {
  const [field = ''] = path.split('.')
  if (field === 'plan' || field === 'isActive') return 'account'
  if (field === 'externalIds') return field
  return peoplePaths.some((known) => known === field) ? 'people' : 'company'
}

/** Lists show what is wrong with them as a whole. */
const lists = ['externalIds', 'people.technicians', 'people.others', 'people.salesRepresentatives']

/** Problems by field, and those that no field of the form can show: of the customer as a whole, or of something unknown. */
export function splitProfileErrors(errors: FieldErrors, values: ProfileValues) {
  const hasField = (path: string) =>
    lists.includes(path) || ['string', 'boolean'].includes(typeof readPath(values, path))
  const entries = Object.entries(errors)
  return {
    placed: Object.fromEntries(entries.filter(([path]) => hasField(path))),
    unplaced: entries.filter(([path]) => !hasField(path)).map(([, message]) => message),
  }
}

function under(group: string, errors: FieldErrors): FieldErrors {
  return Object.fromEntries(Object.entries(errors).map(([path, message]) => [`${group}.${path}`, message]))
}
