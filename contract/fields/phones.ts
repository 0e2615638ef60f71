/**
 * Phone and fax numbers, stored as E.164 plus an extension. Rests on libphonenumber-js's smallest metadata (83 KB), which
 * knows the possible lengths of every country: a number counts as right when its length is possible. The larger sets know
 * ranges, but refuse every number from a range opened after the set was made. Behind +1 no range can ever be opened that the
 * North American numbering plan rules out, as by the 0 of a German number: a new number is not one of those.
 */
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'
import metadata from 'libphonenumber-js/min/metadata'
import examples from 'libphonenumber-js/mobile/examples'
import { z } from 'zod'
import { type Clearable, clearable } from './clearable.ts'
import { coded } from './issues.ts'

/** A number as a form control holds it. `country` is null for numbers of no country, like +800. */
export type SplitPhone = { country: string | null; callingCode: string; nationalNumber: string }

function read(text: string, country?: CountryCode): PhoneNumber | undefined {
  const international = text.trim().replace(/^00(?=[1-9])/, '+')
  return parsePhoneNumberFromString(international, { ...(country && { defaultCountry: country }), extract: false })
}

function parse(text: string, country?: CountryCode): PhoneNumber | undefined {
  const phone = read(text, country)
  return phone?.isPossible() && phone.ext === undefined ? phone : undefined
}

/** Whether a text is a possible number in E.164 form, such as +12125550100. */
export function isE164(text: string): boolean {
  return parse(text)?.number === text
}

/**
 * The E.164 form of a number typed with its country code, whatever its spaces, dashes and parentheses; a leading 00 counts
 * as +. A text that is no such number comes back trimmed.
 */
export function normalizePhone(text: string): string {
  const number = parse(text)?.number
  return number && isE164(number) ? number : text.trim()
}

/** The E.164 form of a number typed beside a country, or null; a number that begins with + keeps its own country. */
export function joinPhone(country: string, nationalNumber: string): string | null {
  const number = isSupportedCountry(country) ? parse(nationalNumber, country)?.number : parse(nationalNumber)?.number
  return number && isE164(number) ? number : null
}

/** Takes an E.164 number apart for a control with a country code; null where it is no number. */
export function splitPhone(e164: string): SplitPhone | null {
  const phone = parse(e164)
  if (!phone) return null
  return { country: phone.country ?? null, callingCode: phone.countryCallingCode, nationalNumber: phone.nationalNumber }
}

/** A number as people write it, "+1 212 555 0100 ext. 12"; the text itself where it is no number. */
export function formatPhone(e164: string, extension?: string | null): string {
  const shown = parse(e164)?.formatInternational() ?? e164
  return extension ? `${shown} ext. ${extension}` : shown
}

/** The calling code of a country without its +, or null for a country without phones, like AQ. */
export function callingCode(country: string): string | null {
  return isSupportedCountry(country) ? getCountryCallingCode(country) : null
}

/** Countries that have a calling code, in the order of their codes. */
export function listPhoneCountries(): { country: string; callingCode: string }[] {
  return getCountries()
    .map((country) => ({ country, callingCode: getCountryCallingCode(country) }))
    .sort((a, b) => (a.country < b.country ? -1 : 1))
}

/** Behind +1: an area code and an exchange, of which neither begins with 0 or 1, and four digits. */
const northAmerican = /^\+1[2-9]\d\d[2-9]\d{6}$/

/** Whether a number may be taken; what was stored before this was asked stays as it is. */
function canExist(e164: string): boolean {
  return isE164(e164) && (!e164.startsWith('+1') || northAmerican.test(e164))
}

/** What is wrong with a text that is no number with its country code. */
function phoneProblem(text: string): string {
  // Any country does to find what stands behind a number, like "ext. 12" or "x12".
  if (read(text, 'US')?.ext !== undefined)
    return 'Must be without its extension, which goes into the field for extensions where there is one'
  if (!/^\s*(\+|00)/.test(text)) return 'Must begin with + and the country code, like +1 212 555 0100 or +49 30 1234567'
  if (isE164(text))
    return 'There is no such number: with +1 neither the area code nor the three digits after it begin with 0 or 1'
  // Where the country is chosen beside the number, that part is there already.
  return `Must be a complete phone number, like ${exampleBeside(text)}`
}

/** A number of the country whose code a text begins with, of the largest of those that share it; a North American one else. */
function exampleBeside(text: string): string {
  const digits = text.replace(/^\s*(\+|00)/, '').replaceAll(/\D/g, '')
  const codes: Readonly<Record<string, readonly CountryCode[]>> = metadata.country_calling_codes
  const [country] = [1, 2, 3].flatMap((length) => codes[digits.slice(0, length)] ?? [])
  const example = country && getExampleNumber(country, examples)
  return example?.formatInternational() ?? '+1 212 555 0100'
}

/** A phone or fax number with its country code, stored as E.164. */
export const phoneNumber: Clearable<z.ZodString> = clearable(
  z
    .string()
    .overwrite(normalizePhone)
    .refine(canExist, { ...coded('phone_invalid', ''), error: ({ input }) => phoneProblem(String(input)) })
    .meta({ description: 'Phone number, stored as E.164', examples: ['+12125550100'], format: 'phone', maxLength: 40 }),
)

/** The extension behind a phone number: 1–11 digits. */
export const phoneExtension: Clearable<z.ZodString> = clearable(
  z
    .string()
    .trim()
    .refine((text) => /^[0-9]{1,11}$/.test(text), coded('phone_extension_invalid', 'Must be 1–11 digits'))
    .meta({ description: 'Phone extension', examples: ['12'], minLength: 1, maxLength: 11 }),
)
