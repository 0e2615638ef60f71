import { searchFailure } from '../platform/search-failure.ts'
import { texts } from './choices.texts.ts'
import type { Answer, SearchedText } from './use-typed-text.ts'

/** What a field says while it looks for something, where it finds nothing, and where it could not look. */
export interface FoundWords {
  searching: string
  nothing: string
  failed: string
}

/** What a field whose choices the server finds says in its list, which has none, and of what was typed, if anything. */
export function foundWords(
  words: FoundWords,
  { q, settled }: SearchedText,
  found: Answer & { isFetching: boolean },
  { isNone, isFailed }: { isNone: boolean; isFailed: boolean },
): { nothing: string; error: string | null } {
  const failure = searchFailure(q, words.failed)
  const nothing = found.isError ? failure : words.nothing
  return {
    nothing: settled !== q || found.isFetching ? words.searching : nothing,
    error: isFailed ? failure : isNone ? texts.notInList : null,
  }
}
