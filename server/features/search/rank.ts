/** Something that was found, with the keys that the text is compared with. */
type Keyed = { id: string; name_key: string }

/**
 * The best of what was found: what is exactly the text, then what begins with it, then what has a word that begins with
 * it, then the rest; by name where they are alike.
 * @param keysOf the keys that the text could be of, none where there is no such key
 * @param isFirst comes before everything else, however it was found
 */
export function best<Row extends Keyed>(
  rows: readonly Row[],
  term: string,
  most: number,
  keysOf: (row: Row) => readonly (string | null)[],
  isFirst: (row: Row) => boolean = () => false,
): Row[] {
  return rows
    .map((row) => ({ row, rank: isFirst(row) ? -1 : Math.min(...keysOf(row).map((key) => rankOf(key, term))) }))
    .sort((one, other) => one.rank - other.rank || compare(one.row, other.row))
    .slice(0, most)
    .map(({ row }) => row)
}

function rankOf(key: string | null, term: string): number {
  if (key === null) return 4
  if (key === term) return 0
  if (key.startsWith(term)) return 1
  if (key.split(/[\s.,\-_@/()]+/).some((word) => word.startsWith(term))) return 2
  return 3
}

function compare(one: Keyed, other: Keyed): number {
  if (one.name_key !== other.name_key) return one.name_key < other.name_key ? -1 : 1
  return one.id < other.id ? -1 : 1
}
