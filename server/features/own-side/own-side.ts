/** What is told of a customer to its own people: everything but what the provider and its partners keep to themselves. */
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'

/** What those above keep to themselves. */
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

/** Somebody by the organization whose they are. */
interface PersonOf {
  organization: { id: string; type: OrganizationType }
}

/** Whether the caller is one of a customer's own people, who see nothing internal. */
export function isOwnSide({ organization }: PersonOf): boolean {
  return ['customer', 'enterprise', 'division'].includes(organization.type)
}

/**
 * Whether what those above keep about an organization is kept from the caller: from a customer's own people, and from
 * everybody in whose own house it would be read.
 */
export function isInternalTo(caller: PersonOf, organizationId: string): boolean {
  return isOwnSide(caller) || (caller.organization.id === organizationId && caller.organization.type !== 'provider')
}

/** What those above keep about a partner that its own people are not told either, and do not set. */
const ownHouseFields = ['subscriptionId', 'plan', 'accountManagerEmail', 'externalIds'] as const

/**
 * Refuses what those above keep about the caller's own house: whatever is given, so that no guess is told from another.
 * @throws forbidden (403)
 */
export function refuseOwnTerms(
  caller: Pick<Caller, 'organization'>,
  organizationId: string,
  input: Partial<Record<(typeof ownHouseFields)[number], unknown>>,
): void {
  if (caller.organization.id !== organizationId || ownHouseFields.every((name) => input[name] === undefined)) return
  throw new AppError('forbidden', {
    detail: 'Those above set the plan, the account manager and the outside ids of your organization',
  })
}

/** The id of a partner's own house, about which its people are told nothing internal; null for all others. */
export function houseOfPartner({ organization }: Pick<Caller, 'organization'>): string | null {
  return organization.type === 'partner' ? organization.id : null
}

/** What its own people are not shown in changes of a customer: the reason of a status, too, which those above wrote for each other. */
export const untoldChanges: readonly string[] = [...internalFields, 'reason']

/** Fields of a customer, or changes of some, as its own people are shown them: without what is internal. */
export function withoutInternalFields<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !untoldChanges.includes(name))) as Partial<Fields>
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
