/** Postal codes: written alike, and checked against the country. */
import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator'
import { z } from 'zod'
import { type Clearable, clearable } from './clearable.ts'
import { isCountry } from './countries.ts'
import { coded } from './issues.ts'
import { controlCharacter, directionOverride, isInOrder } from './names.ts'

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

/** What Japan writes before its codes, where one follows; in a circle it has become the plain mark by then. */
const postalMark = /^[ 〒]+(?=\S)/

function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212\u30FC]/g, '-')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(postalMark, '')
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

/** A code of each of the countries that are met most often, as it is written there. */
const examples: Readonly<Record<string, string>> = {
  AT: '1010',
  AU: '2000',
  BE: '1000',
  BR: '01310-100',
  CA: 'K1A 0B1',
  CH: '8001',
  CN: '100000',
  CZ: '110 00',
  DE: '10115',
  DK: '1050',
  ES: '28013',
  FI: '00100',
  FR: '75001',
  GB: 'SW1A 1AA',
  GR: '105 57',
  HU: '1051',
  IE: 'D02 AF30',
  IN: '110001',
  IT: '00184',
  JP: '100-0001',
  KR: '03187',
  MX: '06000',
  NL: '1012 AB',
  NO: '0150',
  NZ: '6011',
  PL: '00-001',
  PT: '1100-148',
  RO: '010011',
  SE: '111 20',
  SG: '018956',
  SK: '811 01',
  TR: '06420',
  UA: '01001',
  US: '10036',
  ZA: '2000',
}

/** A postal code as those of a country look, for whoever has to type one; null for a country that none is kept of. */
export function postalCodeExample(country: string): string | null {
  return examples[country] ?? null
}

/** A postal code on its own, not yet checked against a country. */
export const postalCode: Clearable<z.ZodString> = clearable(
  z
    .string()
    .overwrite((text) => normalizePostalCode(text))
    .refine((code) => !/[\p{Cc}\p{Cs}]/u.test(code), controlCharacter)
    .refine(isInOrder, directionOverride)
    .refine((code) => code.length <= maxLength, coded('postal_code_invalid', `At most ${maxLength} characters`))
    .meta({ description: 'Postal code, checked against the country', examples: ['10036'], maxLength }),
)
