import type { CallContext } from '../../platform/http/context.ts'
import { recordAssignments } from './assign-users.ts'
import { deleteAssignmentsTo, findAllAssigned, findNames, insertAssignment } from './assignments.queries.ts'
import { raiseUserVersions } from './users.queries.ts'

/**
 * Makes everybody who looks after one organization look after another instead, whether the caller sees them or not
 * (B10). The caller holds the provider's tree and brings access in line afterwards. The logs of both tell of it.
 * @returns how many did not look after the other one before, of those whom the caller sees
 */
export async function moveAssignments(context: CallContext, from: string, to: string): Promise<number> {
  const { tx, caller } = context
  const assigned = await findAllAssigned(tx, from)
  const there = new Set(await findAllAssigned(tx, to))
  const added = assigned.filter((id) => !there.has(id))
  await Promise.all(
    added.map((membershipId) =>
      insertAssignment(tx, { providerId: caller.scope.providerId, membershipId, organizationId: to }),
    ),
  )
  await deleteAssignmentsTo(tx, from)
  await raiseUserVersions(tx, assigned)
  const names = await findNames(tx, assigned)
  const seen = (ids: string[]) => ids.filter((id) => names.has(id))
  await recordAssignments(context, [
    ...seen(added).map((membershipId) => ({ membershipId, organizationId: to, isAssigned: true })),
    ...seen(assigned).map((membershipId) => ({ membershipId, organizationId: from, isAssigned: false })),
  ])
  return seen(added).length
}
