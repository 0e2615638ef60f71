/** What is told of a customer to its own people: everything but what the provider and its partners keep to themselves. */
import type { Caller } from '../../platform/auth/caller.ts'
import { invalidInput } from '../../platform/errors.ts'

/** What the provider and its partners keep to themselves. */
const internalFields = [
  'subscriptionId',
  'plan',
  'accountManagerEmail',
  'assignedUserIds',
  'tagIds',
  'externalIds',
  'notes',
  'customData',
] as const

/** Whether the caller is one of a customer's own people, who see nothing internal. */
export function isOwnSide({ organization }: Pick<Caller, 'organization'>): boolean {
  return ['customer', 'enterprise', 'division'].includes(organization.type)
}

/**
 * Whether what those above keep about an organization is kept from the caller: from a customer's own people, and from
 * everybody in whose own house it would be read.
 */
export function isInternalTo(caller: Pick<Caller, 'organization'>, organizationId: string): boolean {
  return isOwnSide(caller) || (caller.organization.id === organizationId && caller.organization.type !== 'provider')
}

/**
 * Fields of a customer, or changes of some, as its own people are shown them: without what is internal, and without
 * the reason of a status, which those above wrote for each other.
 */
export function withoutInternalFields<Fields extends object>(fields: Fields): Partial<Fields> {
  const hidden: readonly string[] = [...internalFields, 'reason']
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !hidden.includes(name))) as Partial<Fields>
}

/**
 * Refuses fields that do not exist for a customer's own people.
 * @throws invalid_input (422)
 */
export function refuseInternalFields(
  caller: Caller,
  input: Partial<Record<(typeof internalFields)[number], unknown>>,
): void {
  if (!isOwnSide(caller)) return
  const given = internalFields.filter((name) => input[name] !== undefined)
  if (given.length > 0)
    throw invalidInput(...given.map((path) => ({ path, code: 'unknown_field', message: 'There is no such field' })))
}
