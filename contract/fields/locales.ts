/** Languages and regional formats as BCP 47 tags. */
import { z } from 'zod'
import { type Clearable, clearable } from './clearable.ts'
import { coded } from './issues.ts'

/** The canonical spelling of a BCP 47 tag ("DE-at" → "de-AT"), or null where the text is none or is longer than 35. */
export function canonicalLocale(text: string): string | null {
  try {
    const canonical = Intl.getCanonicalLocales(text)[0]
    return canonical && canonical.length <= 35 ? canonical : null
  } catch {
    return null
  }
}

/**
 * Whether language, script and region of a canonical tag exist, as far as this machine's Unicode data knows their names;
 * a placeholder such as `und` or `ZZ` is none.
 */
export function isKnownLocale(canonical: string): boolean {
  try {
    const { language, script, region } = new Intl.Locale(canonical)
    // Of `und` some platforms tell no language at all.
    return isNamed('language', language || 'und') && isNamed('script', script) && isNamed('region', region)
  } catch {
    return false
  }
}

const placeholders = new Set(['und', 'Zzzz', 'ZZ'])

function isNamed(type: 'language' | 'script' | 'region', code: string | undefined): boolean {
  if (code === undefined) return true
  return !placeholders.has(code) && new Intl.DisplayNames('en', { type, fallback: 'none' }).of(code) !== undefined
}

/** A BCP 47 locale tag, stored in its canonical spelling. */
export const locale = z
  .string()
  .trim()
  .overwrite((text) => canonicalLocale(text) ?? text)
  .refine((text) => canonicalLocale(text) !== null, coded('locale_invalid', 'Must be a language tag, like en-US'))
  .refine(isKnownLocale, coded('locale_unknown', 'Must be a language and a country that exist, like en-US'))
  .meta({ description: 'BCP 47 locale tag', examples: ['en-US'], maxLength: 35 })

/** A locale tag that may be left out or cleared; see {@link locale}. */
export const localeTag: Clearable<z.ZodString> = clearable(locale)
