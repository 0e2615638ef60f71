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
  const assignedOrganizations = assigned as UserDetails['assignedOrganizations']
  const assignedOrganizationIds = assignedOrganizations.map((each) => each.id)
  return { user: { ...userView(row), assignedOrganizationIds, assignedOrganizations }, version: row.version }
}
