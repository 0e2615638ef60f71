/** Names of countries and currencies as the platform knows them. */

/** What was made by type and language: making one costs a hundred times as much as asking it for a name. */
const made = new Map<string, Intl.DisplayNames>()
const mostKept = 50

/** The name of a code in a language, in English where that has none; the code itself where the locale is malformed. */
export function displayName(type: 'region' | 'currency', code: string, locale: string): string {
  try {
    return namesOf(type, locale).of(code) ?? code
  } catch {
    return code
  }
}

function namesOf(type: 'region' | 'currency', locale: string): Intl.DisplayNames {
  const key = `${type} ${locale}`
  const known = made.get(key)
  if (known) return known
  if (made.size >= mostKept) made.clear()
  const names = new Intl.DisplayNames([locale, 'en'], { type })
  made.set(key, names)
  return names
}
