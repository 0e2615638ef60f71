/** The name of an arrow between two rooms. */
export const arrow = (from, to) => `${from} → ${to}`

/**
 * Finds arrows between rooms that lead back to where they begin.
 * @param {Map<string, Set<string>>} called the rooms that each room calls
 * @returns {Map<string, string[]>} by the name of an arrow, the shortest way round that begins with it
 */
export function circlesOf(called) {
  const found = new Map()
  for (const [from, targets] of called)
    for (const to of targets) {
      const back = shortestWay(called, to, from)
      if (back) found.set(arrow(from, to), [from, ...back])
    }
  return found
}

function shortestWay(called, from, to) {
  const ways = [[from]]
  const seen = new Set([from])
  for (const way of ways) {
    const here = way.at(-1)
    if (here === to) return way
    for (const next of called.get(here) ?? [])
      if (!seen.has(next)) {
        seen.add(next)
        ways.push([...way, next])
      }
  }
  return null
}
