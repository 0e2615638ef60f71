import type { CallContext } from '../../platform/http/context.ts'
import { findAssignedPeople } from '../organizations/public.ts'
import { recordAssignments } from './assign-users.ts'
import { deleteAssignmentsTo, findAllAssigned, insertAssignment } from './assignments.queries.ts'
import { raiseUserVersions } from './users.queries.ts'

/**
 * Makes everybody who looks after one organization look after another instead, whether the caller sees them or not
 * (B10). The caller holds the provider's tree and brings access in line afterwards. The logs of both tell of it
 * those who see these users.
 * @returns how many did not look after the other one before, of those whom the caller sees
 */
export async function moveAssignments(context: CallContext, from: string, to: string): Promise<number> {
  const { tx, caller } = context
  const people = (await findAssignedPeople(tx, from)).filter((each) => each.organization_id === from)
  const assigned = people.map(({ membership_id }) => membership_id)
  const there = new Set(await findAllAssigned(tx, to))
  const added = assigned.filter((id) => !there.has(id))
  await Promise.all(
    added.map((membershipId) =>
      insertAssignment(tx, { providerId: caller.scope.providerId, membershipId, organizationId: to }),
    ),
  )
  await deleteAssignmentsTo(tx, from)
  await raiseUserVersions(tx, assigned)
  const named = new Map(people.map((each) => [each.membership_id, each]))
  const change = (organizationId: string, isAssigned: boolean) => (membershipId: string) => ({
    ...{ membershipId, organizationId, isAssigned },
    name: named.get(membershipId)?.name,
  })
  await recordAssignments(context, [...added.map(change(to, true)), ...assigned.map(change(from, false))])
  return added.filter((id) => named.get(id)?.is_seen).length
}
