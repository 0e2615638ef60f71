/** Whom a caller can name where users are named of an organization that is yet to be added. */
import type { CallContext } from '../../platform/http/context.ts'
import { findAssignable, findAssignableBelow } from './assignments.queries.ts'
import { findColleagueId, seesActiveUser } from './users.queries.ts'

/** Of some users those whom the caller can pick for an organization. */
export async function pickableFor(
  context: CallContext,
  organizationId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  return withSelf(context, ids, await findAssignable(context.tx, organizationId, [...ids]))
}

/** Of some users those whom the caller can pick for an organization that is yet to be added below another one. */
export async function pickableBelow(
  context: CallContext,
  parentId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  return withSelf(context, ids, await findAssignableBelow(context.tx, parentId, [...ids]))
}

/** Who sees chosen organizations only does not see the own house, and looks after what they add whether named or not. */
function withSelf({ caller }: CallContext, ids: readonly string[], found: { id: string }[]): Set<string> {
  const { reach, membershipId } = caller.scope
  const self = reach === 'selected' && ids.includes(membershipId) ? [membershipId] : []
  return new Set([...found.map(({ id }) => id), ...self])
}

/** The active user of a provider or partner behind an address; null where the caller sees none. */
export function findColleague({ tx }: CallContext, email: string): Promise<string | null> {
  return findColleagueId(tx, email)
}

/** Whether the caller sees an active user. */
export function findActiveUser({ tx }: CallContext, id: string): Promise<boolean> {
  return seesActiveUser(tx, id)
}
