/**
 * Keys to sort, search and compare texts by, stored beside the original in columns declared COLLATE "C" so that every
 * server orders alike. Stored keys are compared with new ones: any change of the rules needs a new version and a backfill.
 *
 * Limits: no language's own order is followed (German and Swedish ä are both a); Turkish İ, ı, I and i all become i, final
 * ς becomes σ, ß becomes ss; accents go from Latin, Greek and Cyrillic only (й sorts with и), while Hangul syllables,
 * Japanese voicing marks and Indic vowel signs stay, because there they make another letter. Apostrophes and what is typed
 * in their place go, but ´: taken apart it is an accent on a blank, and leaves the blank.
 */

/** Version of the rules below; stored beside keys so that a backfill can find the old ones. */
export const SORT_KEY_VERSION = 2

/** A B-tree entry of PostgreSQL holds about 2,700 bytes; 255 code points are at most 1,020. */
const maxSortKeyCharacters = 255

const accents = /[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF]/g
const blanks = /[\s\p{Z}\p{Cc}]+/gu
const invisible = /\p{Default_Ignorable_Code_Point}/gu
const apostrophes = /['`’‘‛ʼʻ′]/g
const halfSurrogates = /\p{Cs}/gu

/** Letters that Unicode does not take apart, as people without that keyboard write them. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ł: 'l',
  þ: 'th',
  ŧ: 't',
  ς: 'σ',
}
const lettersToReplace = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g')

function foldOnce(text: string): string {
  return text
    .normalize('NFKD')
    .replace(invisible, '')
    .replace(apostrophes, '')
    .toUpperCase()
    .toLowerCase()
    .replace(lettersToReplace, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFKC')
}

/** Printable ASCII has neither accents nor what looks alike: a short way to the same key. */
const plain = /^[ -~]*$/

function foldPlain(text: string): string {
  return text.replace(/['`]/g, '').toLowerCase().replace(/ +/g, ' ').trim()
}

/** Case-folded, NFKC text without accents and apostrophes, with single spaces; folding again changes nothing. */
function fold(text: string): string {
  return plain.test(text) ? foldPlain(text) : foldAny(text)
}

function foldAny(text: string): string {
  let folded = text.replace(halfSurrogates, '\uFFFD')
  for (let previous = ''; folded !== previous; ) {
    previous = folded
    folded = foldOnce(folded)
  }
  return folded.replace(blanks, ' ').trim()
}

/**
 * The key that a text is sorted by: folded, at most 255 code points, safe to index. Deterministic, and the key of a key is
 * the key itself. Equal keys don't mean equal texts.
 */
export function sortKey(text: string): string {
  const key = fold(text)
  if (key.length <= maxSortKeyCharacters) return key
  return [...key].slice(0, maxSortKeyCharacters).join('').trimEnd()
}

/** The key that a text is searched in and a query is turned into: folded like {@link sortKey}, at full length. */
export function searchKey(text: string): string {
  return fold(text)
}
