import { usedLanguage } from './format.ts'

/**
 * A count as somebody types or pastes it: digits alone, or in groups of three with what parts groups in their language, or a
 * blank. Where that sign may be the decimal one it is none.
 * @returns NaN for what is none
 */
export function typedCount(typed: string, language = usedLanguage()): number {
  const text = withOneApostrophe(typed.trim())
  if (/^\d+$/.test(text)) return Number(text)
  const parted = groupsOf(text, signOf(language)) ?? groupsOf(text, ' ')
  return parted === null ? Number.NaN : Number(parted.join(''))
}

function groupsOf(text: string, sign: string): string[] | null {
  const groups = text.split(sign === ' ' ? /\s/u : sign)
  const areGroups = groups.length > 1 && groups.every((each, at) => (at === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(each))
  return areGroups ? groups : null
}

function signOf(language: string): string {
  const parts = new Intl.NumberFormat(language, { useGrouping: 'always' }).formatToParts(1234567)
  const sign = parts.find(({ type }) => type === 'group')?.value ?? ' '
  return /\s/u.test(sign) ? ' ' : withOneApostrophe(sign)
}

/** Keyboards have one where languages have another. */
const withOneApostrophe = (text: string) => text.replaceAll('’', "'")
