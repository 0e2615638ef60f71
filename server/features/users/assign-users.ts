/** Which users look after an organization, from the organization's side (EC3). */
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import {
  deleteAssignment,
  findAssignable,
  findAssigned,
  findNames,
  insertAssignment,
  insertFirstAssignment,
  insertFirstAssignments,
} from './assignments.queries.ts'
import { raiseUserVersions } from './users.queries.ts'

/** The users assigned to an organization that the caller can see, of those whom the caller can see too. */
export async function readAssignedUsers({ tx, caller }: CallContext, organizationId: string): Promise<string[]> {
  return findAssigned(tx, organizationId, caller.scope.membershipId)
}

/**
 * Gives whoever adds an organization sight of it, where chosen organizations are all that they see (EC3). Comes before
 * the organization's row, which the walls let nobody write who could not see it.
 */
export async function assignCreator({ tx, caller }: CallContext, organizationId: string): Promise<void> {
  const { providerId, membershipId, reach } = caller.scope
  if (reach !== 'selected') return
  await insertFirstAssignment(tx, { providerId, membershipId, organizationId })
}

/** The same for many organizations that are added together. */
export async function assignCreatorToMany(
  { tx, caller }: CallContext,
  organizationIds: readonly string[],
): Promise<void> {
  const { membershipId, reach } = caller.scope
  if (reach === 'selected') await insertFirstAssignments(tx, membershipId, organizationIds)
}

/**
 * Makes the given users, and of those whom the caller can see no others, look after an organization.
 * @returns whether anything differs
 * @throws invalid_input (422) for users who may not be assigned here, and where callers of chosen organizations would
 * take the organization from themselves
 */
export async function changeAssignedUsers(
  context: CallContext,
  organizationId: string,
  wanted: readonly string[],
): Promise<boolean> {
  const { tx, caller } = context
  const { providerId, membershipId: self, reach } = caller.scope
  const before = new Set(await findAssigned(tx, organizationId, self))
  const after = new Set(wanted)
  if (reach === 'selected' && before.has(self) && !after.has(self))
    throw invalidInput({
      path: 'assignedUserIds',
      code: 'cannot_unassign_oneself',
      message: 'You would no longer see this organization; ask somebody above to take it from you',
    })
  const paths = wanted.map((id, index) => ({ id, path: `assignedUserIds.${index}` }))
  await requireAssignable(
    context,
    organizationId,
    paths.filter(({ id }) => !before.has(id)),
  )
  const added = [...after].filter((id) => !before.has(id))
  const removed = [...before].filter((id) => !after.has(id))
  if (added.length + removed.length === 0) return false
  for (const membershipId of removed) await deleteAssignment(tx, { providerId, membershipId, organizationId })
  await Promise.all(added.map((membershipId) => insertAssignment(tx, { providerId, membershipId, organizationId })))
  await raiseUserVersions(tx, [...added, ...removed])
  await recordAssignments(context, [
    ...added.map((membershipId) => ({ membershipId, organizationId, isAssigned: true })),
    ...removed.map((membershipId) => ({ membershipId, organizationId, isAssigned: false })),
  ])
  return true
}

/** Somebody got an organization to look after, or has it no longer. */
export interface AssignmentChange {
  membershipId: string
  organizationId: string
  isAssigned: boolean
  /** What the user is called; looked up, as far as the caller sees it, where it is not given. */
  name?: string | undefined
}

/**
 * Writes who has got what to look after to the log of the organization concerned, by name. The log shows these rows to
 * those who see the user: not everybody who reads the log of a customer can see its technicians.
 */
export async function recordAssignments(context: CallContext, changes: readonly AssignmentChange[]): Promise<void> {
  const names = await findNames(
    context.tx,
    changes.filter(({ name }) => name === undefined).map(({ membershipId }) => membershipId),
  )
  for (const organizationId of new Set(changes.map((each) => each.organizationId)))
    await recordAudits(
      context,
      changes
        .filter((each) => each.organizationId === organizationId)
        .map(({ membershipId, isAssigned, name }) => {
          const who = { name: name ?? names.get(membershipId) ?? null }
          return {
            action: isAssigned ? ('user.assigned' as const) : ('user.unassigned' as const),
            organizationId,
            objectType: 'assignment',
            objectId: membershipId,
            before: isAssigned ? null : who,
            after: isAssigned ? who : null,
          }
        }),
    )
}

/**
 * Refuses users who may not be picked for an organization: only active ones of the provider or of a partner above it
 * whom the caller can see. A user who is invisible is answered like one who never existed.
 * @throws invalid_input (422) with `user_not_assignable` at each path
 */
export async function requireAssignable(
  { tx }: CallContext,
  organizationId: string,
  wanted: { id: string; path: string }[],
): Promise<void> {
  if (wanted.length === 0) return
  const ids = [...new Set(wanted.map(({ id }) => id))]
  const found = new Set((await findAssignable(tx, organizationId, ids)).map(({ id }) => id))
  const problems = wanted.flatMap(({ id, path }) =>
    found.has(id) ? [] : [{ path, code: 'user_not_assignable', message: 'This user cannot be picked here' }],
  )
  if (problems.length > 0) throw invalidInput(...problems)
}
