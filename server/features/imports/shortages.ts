/** Where the licenses for rows of a file run out. */

/** Rows that found no license of a type in an organization. */
export interface Shortage {
  organizationId: string
  type: string
  /** What the provider calls the type. */
  name: string | null
  firstRow: number
  rows: number
}

/** So many are kept: those that most rows have. */
const mostShortages = 200

/** Adds rows up by organization and type; what most rows have comes first, of these what comes first in the file. */
export function addShortages(known: readonly Shortage[], found: readonly Shortage[]): Shortage[] {
  const by = new Map<string, Shortage>()
  for (const each of [...known, ...found]) {
    const place = `${each.organizationId} ${each.type}`
    const before = by.get(place)
    by.set(place, {
      ...each,
      rows: each.rows + (before?.rows ?? 0),
      firstRow: Math.min(each.firstRow, before?.firstRow ?? each.firstRow),
    })
  }
  return [...by.values()]
    .sort((one, other) => other.rows - one.rows || one.firstRow - other.firstRow)
    .slice(0, mostShortages)
}
