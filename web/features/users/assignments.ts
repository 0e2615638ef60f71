import type { UserDetails } from '@tenantry/contract/users.ts'

/** An organization that a user looks after. */
export type Assigned = UserDetails['assignedOrganizations'][number]

/** What differs between two lists, by the ids. */
export function difference(before: readonly Assigned[], after: readonly Assigned[]) {
  const without = (some: readonly Assigned[], others: readonly Assigned[]) => {
    const known = new Set(others.map(({ id }) => id))
    return some.filter(({ id }) => !known.has(id))
  }
  return { added: without(after, before), removed: without(before, after) }
}

/**
 * What somebody has changed, put on top of what another has saved meanwhile.
 * @param base the list that the change began with
 */
export function onTop(base: readonly Assigned[], mine: readonly Assigned[], theirs: readonly Assigned[]): Assigned[] {
  const { added, removed } = difference(base, mine)
  const gone = new Set(removed.map(({ id }) => id))
  const kept = theirs.filter(({ id }) => !gone.has(id))
  return [...kept, ...difference(kept, added).added]
}
