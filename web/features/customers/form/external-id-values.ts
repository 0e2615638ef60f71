import type { Customer } from '@tenantry/contract/customers.ts'
import { type ExternalId, normalizeSystem, systemLabel } from '@tenantry/contract/external-ids.ts'
import type { FieldErrors } from '../../../platform/zod-form.ts'
import { type KeyedList, keyedList, toKeyedPaths } from './keyed-list.ts'

/** An id in another system, as a form holds it: the system by what people call it. */
export type ExternalIdValues = { system: string; value: string }
export type ExternalIdsValues = KeyedList<ExternalIdValues>

/** One about which nothing is typed. */
export const emptyExternalId: ExternalIdValues = { system: '', value: '' }

const isEmpty = ({ system, value }: ExternalIdValues) => system.trim() === '' && value.trim() === ''

/** The ids of a customer in a form. */
export function externalIdsOf({ externalIds }: Pick<Customer, 'externalIds'>): ExternalIdsValues {
  return keyedList((externalIds ?? []).map(({ system, value }) => ({ system: systemLabel(system), value })))
}

/** What is sent of them: those about which something is typed. */
export function toExternalIds(values: ExternalIdsValues): ExternalId[] {
  return Object.values(values).flatMap((each) =>
    isEmpty(each) ? [] : [{ system: normalizeSystem(each.system), value: each.value }],
  )
}

/** Errors by the paths of a request, moved to where the form shows them. */
export function toExternalIdPaths(errors: FieldErrors, values: ExternalIdsValues): FieldErrors {
  const sent = Object.entries(values).flatMap(([key, each]) => (isEmpty(each) ? [] : [key]))
  return toKeyedPaths(errors, 'externalIds', sent)
}
