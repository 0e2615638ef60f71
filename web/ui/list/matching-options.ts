import type { FilterOption } from './filter-words.ts'

/**
 * The options that a typed text finds, the likeliest first: by the code that they stand for, then by how their words
 * begin, then by what lies in these.
 */
export function matchingOptions<Option extends FilterOption>(options: readonly Option[], typed: string): Option[] {
  const wanted = folded(typed)
  const ranked = options.flatMap((option) => {
    const rank = rankOf(option, wanted)
    return rank === null ? [] : [{ option, rank }]
  })
  return ranked.sort((one, other) => one.rank - other.rank).map(({ option }) => option)
}

function rankOf({ value, label }: FilterOption, wanted: string): number | null {
  if (wanted === '' || folded(value) === wanted) return 0
  const place = folded(label).indexOf(wanted)
  return place < 0 ? null : Math.min(place, 1) + 1
}

/** Without regard to case and accents: 'cote' finds Côte d’Ivoire. */
function folded(text: string): string {
  return text.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en')
}
