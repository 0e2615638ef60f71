import { searchKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { FilterOption } from './filter-words.ts'

/**
 * The options that a typed text finds, the likeliest first: by the code that they stand for, then by how their words
 * begin, then by what lies in these. Case, accents and letters of a language make no difference: 'lodz' finds Łódzkie.
 */
export function matchingOptions<Option extends FilterOption>(options: readonly Option[], typed: string): Option[] {
  const wanted = searchKey(typed)
  const ranked = options.flatMap((option) => {
    const rank = rankOf(option, wanted)
    return rank === null ? [] : [{ option, rank }]
  })
  return ranked.sort((one, other) => one.rank - other.rank).map(({ option }) => option)
}

function rankOf({ value, label }: FilterOption, wanted: string): number | null {
  if (wanted === '' || searchKey(value) === wanted) return 0
  const place = searchKey(label).indexOf(wanted)
  return place < 0 ? null : Math.min(place, 1) + 1
}
