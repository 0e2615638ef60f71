/** Texts without regard to case and accents, by which lists are filtered, searched and sorted. */
import { type Expression, type RawBuilder, sql } from 'kysely'

/** Letters that are no plain ones with an accent, as people without that keyboard write them; sort keys have them alike. */
const pairs = { ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' }
const singles = ['øđðħłŧ', 'oddhlt'] as const
const plainLetters: Readonly<Record<string, string>> = {
  ...pairs,
  ...Object.fromEntries([...singles[0]].map((letter, place) => [letter, singles[1][place] ?? letter])),
  ς: 'σ',
}
const accents = String.raw`[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF]`

/**
 * A text of a statement, column or value, without regard to case and accents. Both are folded by the database, for no two
 * programs agree on all letters. Through capitals, so that Σ, σ and the final ς are one, as are Turkish İ, ı, I and i. By
 * the database's own rules even where a column is sorted by bytes, for these know the letters of ASCII alone. Of ASCII,
 * which has no accents, most texts are: those take a fifth of the time. What merely looks alike is not taken apart, so
 * that nothing becomes a sign that LIKE understands.
 */
export function folded(text: Expression<unknown>): RawBuilder<string> {
  const bare = sql`regexp_replace(normalize(${text}, NFD), ${sql.lit(accents)}, '', 'g')`
  const replaced = Object.entries(pairs).reduce(
    (each, [letter, plain]) => sql`replace(${each}, ${sql.lit(letter)}, ${sql.lit(plain)})`,
    caseless(bare),
  )
  const plain = sql`normalize(translate(${replaced}, ${sql.lit(singles[0])}, ${sql.lit(singles[1])}), NFC)`
  return sql<string>`case when octet_length(${text}) = length(${text}) then ${caseless(text)} else ${plain} end`
}

/** A value as {@link folded}, once for all rows. */
export const foldedValue = (value: string) => sql<string>`(values (${folded(sql`${value}::text`)}))`

/** The same of a text that is no column. */
export function foldedHere(text: string): string {
  const bare = text.normalize('NFD').replace(new RegExp(accents, 'g'), '')
  return bare
    .toUpperCase()
    .toLowerCase()
    .replace(/[^\p{ASCII}]/gu, (letter) => plainLetters[letter] ?? letter)
    .normalize()
}

const caseless = (text: Expression<unknown>): RawBuilder<unknown> => sql`lower(upper(${text} collate "default"))`
