import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { UserDetails } from '@tenantry/contract/users.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findAssignedTo } from './assignments.queries.ts'
import { findUser } from './users.queries.ts'
import { userView } from './users.view.ts'

/**
 * Reads a user with what the user looks after.
 * @throws not_found (404) when it does not exist for the caller
 */
export async function getUser(
  { tx, caller }: CallContext,
  id: string,
): Promise<{ user: UserDetails; version: number }> {
  const [row, assigned] = await Promise.all([findUser(tx, caller.scope.providerId, id), findAssignedTo(tx, id)])
  if (!row) throw new AppError('not_found')
  return { user: { ...userView(row), assignedOrganizationIds: assigned as OrganizationId[] }, version: row.version }
}
