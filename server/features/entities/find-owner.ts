import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findOrganization, findOrganizations, seesAnyEntity } from './entities.queries.ts'

/**
 * Checks that the caller sees an organization, or entities of it.
 * @throws not_found (404)
 */
export async function requireSight({ tx, caller }: CallContext, id: string): Promise<void> {
  // Who sees entities only sees no organization, the own one included.
  const sees =
    caller.scope.reach === 'entities'
      ? id === caller.organization.id || (await seesAnyEntity(tx, id))
      : (await findOrganization(tx, id)) !== undefined
  if (!sees) throw new AppError('not_found')
}

/**
 * Finds the organization that gets entities or loses them, which takes sight of the whole of it.
 * @throws not_found (404) when the caller cannot see it
 * @throws forbidden (403) for who sees single entities of it only
 */
export async function findOwner(context: CallContext, id: string): Promise<{ id: string; type: string }> {
  if (context.caller.scope.reach === 'entities') {
    await requireSight(context, id)
    throw new AppError('forbidden', { detail: 'This takes sight of the whole customer' })
  }
  const owner = await findOrganization(context.tx, id)
  if (!owner) throw new AppError('not_found')
  return owner
}

/**
 * Finds several of them; those that the caller cannot see are missing.
 * @throws not_found (404) and forbidden (403) as {@link findOwner}, for who sees single entities only
 */
export async function findOwners(context: CallContext, ids: readonly string[]): Promise<Map<string, { type: string }>> {
  // Whoever it is, the first one is refused.
  if (context.caller.scope.reach === 'entities') for (const id of ids) await findOwner(context, id)
  return new Map((await findOrganizations(context.tx, ids)).map((owner) => [owner.id, owner]))
}

const owners: readonly OrganizationType[] = ['customer', 'enterprise', 'division']

/**
 * Entities lie in customers, enterprises and divisions.
 * @throws invalid_input (422) for any other type
 */
export function checkOwnerType(type: string, path: string): void {
  if (!owners.some((owner) => owner === type))
    throw invalidInput({
      path,
      code: 'entities_not_possible',
      message: 'Only customers, enterprises and divisions have entities',
    })
}
