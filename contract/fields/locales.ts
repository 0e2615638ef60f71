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

/** A BCP 47 locale tag, stored in its canonical spelling. */
export const localeTag: Clearable<z.ZodString> = clearable(
  z
    .string()
    .trim()
    .overwrite((text) => canonicalLocale(text) ?? text)
    .refine((text) => canonicalLocale(text) !== null, coded('locale_invalid', 'Must be a language tag, like en-US'))
    .meta({ description: 'BCP 47 locale tag', examples: ['en-US'], maxLength: 35 }),
)
