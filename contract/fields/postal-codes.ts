/** Postal codes: written alike, and checked against the country. */
import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator'
import { z } from 'zod'
import { type Clearable, clearable } from './clearable.ts'
import { isCountry } from './countries.ts'
import { coded } from './issues.ts'

/** Longest code that is accepted where a country has no rule. */
const maxLength = 16

/**
 * Where the parts of a code are joined: after how many characters (from the end where negative) and by what. 0 joins
 * nothing, so that "560 001" becomes 560001.
 */
const joints: Readonly<Record<string, readonly [number, string]>> = {
  ...joint(0, '', 'AT AU BE CH CL CN DE DK ES FI FR HU ID IN IT KR KZ MX MY NO NZ RO RU SG TH TR UA VN ZA'),
  ...joint(-3, ' ', 'CA GB GG IM JE'),
  ...joint(3, ' ', 'CZ GR IE SE SK'),
  ...joint(4, ' ', 'NL'),
  ...joint(2, '-', 'PL'),
  ...joint(3, '-', 'JP'),
  ...joint(4, '-', 'PT'),
  ...joint(5, '-', 'BR'),
}

function joint(after: number, by: string, countries: string): Record<string, [number, string]> {
  return Object.fromEntries(countries.split(' ').map((country) => [country, [after, by]]))
}

/** Saudi codes may carry four more digits; an Ecuadorian or Lebanese rule that lets an empty code pass is never asked. */
const ownRules: Readonly<Record<string, RegExp>> = { SA: /^[0-9]{5}(?:-[0-9]{4})?$/ }

function satisfiesRule(code: string, country: string): boolean {
  const rule = ownRules[country]
  if (rule) return rule.test(code)
  if (isCountry(country) && postcodeValidatorExistsForCountry(country)) return postcodeValidator(code, country)
  return code.length <= maxLength
}

function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212\u30FC]/g, '-')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim()
    .toUpperCase()
    .normalize('NFKC')
}

function rejoin(code: string, country: string): string {
  const [after, by] = joints[country] ?? []
  if (after === undefined || by === undefined) return code
  const bare = code.replace(/[ -]/g, '')
  return after === 0 ? bare : `${bare.slice(0, after)}${by}${bare.slice(after)}`
}

/**
 * A postal code as it is stored: half-width, upper case, single spaces; with a country also joined as written there
 * ("sw1a1aa" → SW1A 1AA, "1000001" → 100-0001) and without the country in front ("D-10115" stays, "DE-10115" → 10115).
 */
export function normalizePostalCode(text: string, country?: string | null): string {
  const code = tidy(text)
  if (!country) return code
  const withoutCountry = code.startsWith(`${country}-`) ? code.slice(country.length + 1) : code
  const candidates = [rejoin(code, country), code, rejoin(withoutCountry, country), withoutCountry]
  return candidates.find((candidate) => candidate !== '' && satisfiesRule(candidate, country)) ?? code
}

/** Whether a postal code is one of the country, in whatever way it is typed. Countries without a rule take up to 16 characters. */
export function isPostalCode(text: string, country: string): boolean {
  const code = normalizePostalCode(text, country)
  return code !== '' && satisfiesRule(code, country)
}

/** A postal code on its own, not yet checked against a country. */
export const postalCode: Clearable<z.ZodString> = clearable(
  z
    .string()
    .overwrite((text) => normalizePostalCode(text))
    .refine(
      (code) => !/[\p{Cc}\p{Cs}]/u.test(code),
      coded('text_control_character', 'Contains a character that cannot be shown'),
    )
    .refine((code) => code.length <= maxLength, coded('postal_code_invalid', `At most ${maxLength} characters`))
    .meta({ description: 'Postal code, checked against the country', examples: ['10036'], maxLength }),
)
