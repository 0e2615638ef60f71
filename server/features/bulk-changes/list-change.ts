/** Lists of ids that a bulk change puts some into and takes others out of: the tags of one, its technicians. */

/** What is ordered of a list, or was done to it. */
interface Change {
  added: readonly string[]
  removed: readonly string[]
}

/** What an order changes about a list: what is there already, or is not, is left alone. */
export function changeOf(
  has: ReadonlySet<string>,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): { added: string[]; removed: string[] } {
  return { added: add.filter((each) => !has.has(each)), removed: remove.filter((each) => has.has(each)) }
}

/** Whether a list still has what was put in, and still lacks what was taken out. */
export function isAsLeft(has: ReadonlySet<string>, { added, removed }: Change): boolean {
  return added.every((each) => has.has(each)) && !removed.some((each) => has.has(each))
}

/** What a list holds after some were put in and others taken out. */
export function listAfter(has: Iterable<string>, { added, removed }: Change): string[] {
  return [...[...has].filter((each) => !removed.includes(each)), ...added]
}

/** What takes a change back. */
export const inverseOf = ({ added, removed }: Change): Change => ({ added: removed, removed: added })
