import type { UserDetails } from '@tenantry/contract/users.ts'
import { requirePermission } from '../../platform/auth/caller.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { isRequired } from '../customer-form-settings/public.ts'
import { lockTree, raiseOrganizationVersions } from '../organizations/public.ts'
import { recordAssignments } from './assign-users.ts'
import {
  deleteAssignment,
  findAssignedTo,
  findDeserted,
  findOrganizationsFor,
  insertAssignment,
} from './assignments.queries.ts'
import { getUser } from './get-user.ts'
import { lockUser, raiseUserVersions } from './users.queries.ts'

/**
 * Makes a user look after the given organizations, and after no others of those that the caller can see (EC3, from the
 * user's side). Raises the version of the user and of each organization concerned. Holds the provider's tree, then locks
 * the user.
 * @throws forbidden (403) for a role that may not see users
 * @throws not_found (404) when the user does not exist for the caller
 * @throws precondition_failed (412) when the user's assignments have changed since they were read
 * @throws invalid_input (422) for an organization that this user cannot look after, for one that nobody would look after
 * any more where the provider requires somebody, and where one is archived
 */
export async function assignOrganizations(
  context: CallContext,
  id: string,
  organizationIds: readonly string[],
): Promise<{ user: UserDetails; version: number }> {
  requirePermission(context.caller, 'users.read')
  const { tx, caller, ifMatch, clock } = context
  // What the user sees depends on what lies below each: nothing is added or moved meanwhile.
  await lockTree(tx)
  const user = await lockUser(tx, id)
  if (!user) throw new AppError('not_found')
  requireMatch(ifMatch, user.version)
  const before = new Set((await findAssignedTo(tx, id)).map((each) => each.id))
  const after = new Set(organizationIds)
  const added = [...after].filter((each) => !before.has(each))
  const removed = [...before].filter((each) => !after.has(each))
  if (added.length + removed.length === 0) return getUser(context, id)
  await requireOrganizations(context, id, organizationIds, added, removed)
  const assignment = (organizationId: string) => ({
    providerId: caller.scope.providerId,
    membershipId: id,
    organizationId,
  })
  for (const each of removed) await deleteAssignment(tx, assignment(each))
  await requireTechnicians(context, removed)
  await Promise.all(added.map((each) => insertAssignment(tx, assignment(each))))
  await Promise.all([raiseOrganizationVersions(tx, [...added, ...removed], clock.now()), raiseUserVersions(tx, [id])])
  await recordAssignments(context, [
    ...added.map((organizationId) => ({ membershipId: id, organizationId, isAssigned: true })),
    ...removed.map((organizationId) => ({ membershipId: id, organizationId, isAssigned: false })),
  ])
  return getUser(context, id)
}

/** Where the provider requires somebody who looks after each customer, the last of those whom the caller sees stays. */
async function requireTechnicians(context: CallContext, removed: string[]): Promise<void> {
  if (removed.length === 0 || !(await isRequired(context, 'assignedUserIds'))) return
  const deserted = await findDeserted(context.tx, removed, context.caller.scope.membershipId)
  if (deserted)
    throw invalidInput({
      path: 'organizationIds',
      code: 'required_by_provider',
      message: `Nobody would look after ${deserted.name}, and somebody is required`,
    })
}

async function requireOrganizations(
  { tx }: CallContext,
  id: string,
  given: readonly string[],
  added: string[],
  removed: string[],
): Promise<void> {
  const found = await findOrganizationsFor(tx, id, [...added, ...removed])
  const known = new Map(found.map((each) => [each.id, each]))
  const problems = given.flatMap((organizationId, index) =>
    added.includes(organizationId) && !known.get(organizationId)?.is_assignable
      ? [
          {
            path: `organizationIds.${index}`,
            code: 'organization_not_assignable',
            message: 'This user cannot look after this organization',
          },
        ]
      : [],
  )
  if (problems.length > 0) throw invalidInput(...problems)
  const archived = found.find(({ effective_status }) => effective_status === 'archived')
  if (archived)
    throw invalidInput({
      path: 'organizationIds',
      code: 'organization_read_only',
      message: `Nothing is changed for ${archived.name}: it or one above it is archived`,
    })
}
