import * as subdivisions from '@tenantry/contract/fields/subdivisions.ts'
import {
  type CustomerShape,
  demandedOf,
  findEmptied,
  findMissing,
  type RequirableField,
  requirableFields,
} from '@tenantry/contract/required-fields.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findFormSettings } from './customer-form-settings.queries.ts'

/** The fields among some names that there are, in the order of the form. */
export function inOrder(names: readonly string[]): RequirableField[] {
  return requirableFields.filter((field) => names.includes(field))
}

/**
 * Demands of a new customer what its provider requires, as far as the caller can give it.
 * @throws invalid_input (422) with every field that is missing
 */
export async function requireFields(context: CallContext, input: CustomerShape): Promise<void> {
  const missingOf = await findRequired(context)
  refuse(missingOf(input))
}

/**
 * Reads once what {@link requireFields} asks of new customers.
 * @returns tells what is missing of one
 */
export async function findRequired({
  tx,
  caller,
}: CallContext): Promise<(input: CustomerShape) => ReturnType<typeof findMissing>> {
  const { required_fields } = await findFormSettings(tx, caller.scope.providerId)
  const { permissions, organization, scope } = caller
  const by = { organizationType: organization.type, reach: scope.reach, permissions }
  const demanded = demandedOf(by, inOrder(required_fields))
  return (input) => findMissing(demanded, input, subdivisions)
}

/**
 * Refuses to empty what the provider requires; what a customer lacks already is not demanded.
 * @throws invalid_input (422) with every field that was emptied
 */
export async function refuseEmptied(
  { tx, caller }: CallContext,
  change: { before: CustomerShape; after: CustomerShape },
): Promise<void> {
  const { required_fields } = await findFormSettings(tx, caller.scope.providerId)
  refuse(findEmptied(inOrder(required_fields), change, subdivisions))
}

/**
 * Refuses to remove the last one of what the provider requires at least one of.
 * @param left how many there would be afterwards
 * @throws invalid_input (422)
 */
export async function refuseNone(
  context: CallContext,
  field: 'contacts.others' | 'entities',
  left: number,
): Promise<void> {
  if (left === 0 && (await isRequired(context, field))) refuse(findMissing([field], {}))
}

/** Whether the provider requires a field of new customers. */
export async function isRequired({ tx, caller }: CallContext, field: RequirableField): Promise<boolean> {
  const { required_fields } = await findFormSettings(tx, caller.scope.providerId)
  return required_fields.includes(field)
}

function refuse(problems: ReturnType<typeof findMissing>): void {
  if (problems.length > 0) throw invalidInput(...problems)
}
