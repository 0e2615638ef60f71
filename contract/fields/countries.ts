/** The countries of ISO 3166-1, and Kosovo; calling codes live with the phones, whose metadata is large. */
import { z } from 'zod'
import { type Clearable, clearable } from './clearable.ts'
import { displayName } from './display-names.ts'
import { coded } from './issues.ts'

/**
 * All officially assigned ISO 3166-1 alpha-2 codes, in the order of the codes, and XK: the code that the European Union,
 * Unicode and the phone numbering use for Kosovo, for which ISO has none.
 */
export const countryCodes: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
  'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
  'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU ' +
  'MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
  'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
  'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
).split(' ')

const known = new Set(countryCodes)

/** Whether a text is the code of a country in upper case. */
export function isCountry(code: string): boolean {
  return known.has(code)
}

/** The name of a country in a language; the code itself where there is no name or the locale is malformed. */
export function countryName(code: string, locale = 'en'): string {
  return isCountry(code) ? displayName('region', code, locale) : code
}

/** All countries with their names in a language, ordered by name; meant for a list to pick from. */
export function listCountries(locale = 'en'): { code: string; name: string }[] {
  return countryCodes
    .map((code) => ({ code, name: countryName(code, locale) }))
    .sort((a, b) => a.name.localeCompare(b.name, locale))
}

/** An ISO 3166-1 alpha-2 code; lower case is accepted and stored as upper case. */
export const countryCode: Clearable<z.ZodString> = clearable(
  z
    .string()
    .trim()
    .toUpperCase()
    .refine(isCountry, coded('country_unknown', 'Must be a two-letter country code, like US'))
    .meta({ description: 'ISO 3166-1 alpha-2 country code', examples: ['US'], minLength: 2, maxLength: 2 }),
)
