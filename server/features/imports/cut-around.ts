/** Long texts are shown in part: the part in which they differ. */

const mostShown = 300
/** So much of what both have in common stands before the difference. */
const lead = 60
const cut = '…'

/**
 * Two texts that differ, each cut to what fits beside the other, from shortly before the first difference.
 * @returns at most 300 characters of each, beside an … where something was left out
 */
export function cutAround(was: string, becomes: string): { before: string; after: string } {
  if (was.length <= mostShown && becomes.length <= mostShown) return { before: was, after: becomes }
  const [one, other] = [Array.from(was), Array.from(becomes)]
  const first = one.findIndex((character, index) => character !== other[index])
  // Where one is the beginning of the other, they differ where it ends.
  const difference = first < 0 ? one.length : first
  const from = difference <= mostShown - lead ? 0 : difference - lead
  return { before: part(one, from), after: part(other, from) }
}

/** The beginning of a text, with … where more follows. */
export function cutAt(text: string, most: number): string {
  return text.length <= most ? text : part(Array.from(text), 0, most)
}

function part(characters: readonly string[], from: number, most = mostShown): string {
  const shown = characters.slice(from, from + most).join('')
  return `${from > 0 ? cut : ''}${shown}${from + most < characters.length ? cut : ''}`
}
