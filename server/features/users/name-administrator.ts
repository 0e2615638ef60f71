import type { Administrator, AdministratorInput } from '@tenantry/contract/contacts.ts'
import type { CustomerInput } from '@tenantry/contract/customers.ts'
import { administratorRole, coversRole } from '@tenantry/contract/permissions.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { countInvitation } from '../invitations/public.ts'
import { requireGrowth, shareTree } from '../organizations/public.ts'
import { hasPlace, lockAdministered } from './administrator.queries.ts'
import { insertAdministrator, readAdministrator } from './administrator.ts'

/**
 * Names the administrator of an organization that has none, after its creation, once: a login never changes (MH6, RI5).
 * Nobody gives rights that they lack, nor names one for the house that they belong to. Shares the provider's tree, locks
 * the organization and raises its version.
 * @throws not_found (404) when the organization does not exist for the caller
 * @throws forbidden (403) for one's own house, and for a role that may more than the caller
 * @throws administrator_exists (409) when it has one
 * @throws invalid_input (422) where nothing new is added, for a login that has a place there, and for a day of the mail
 * that lies in the past
 * @throws rate_limited (429) when this login was invited there too often within an hour
 */
export async function nameAdministrator(
  context: CallContext,
  id: string,
  admin: AdministratorInput,
): Promise<Administrator> {
  const { tx, clock, caller } = context
  await shareTree(tx)
  const organization = await lockAdministered(tx, id, clock.now())
  if (!organization) throw new AppError('not_found')
  const type = organization.type as CustomerInput['type']
  if (id === caller.organization.id || !coversRole(caller.permissions, administratorRole(type)))
    throw new AppError('forbidden')
  await requireGrowth(context, id, '')
  if (await readAdministrator(tx, id)) throw new AppError('administrator_exists')
  if (await hasPlace(tx, id, admin.email)) throw loginInUse()
  if (admin.invitation && admin.invitation.send !== 'later')
    await countInvitation(context, { organizationId: id, email: admin.email })
  await insertAdministrator(context, { id, type }, admin, 'invitation.on')
  const named = await readAdministrator(tx, id)
  if (!named) throw new AppError('not_found')
  return named
}

function loginInUse() {
  return invalidInput({ path: 'email', code: 'login_in_use', message: 'This login is a user here already' })
}
