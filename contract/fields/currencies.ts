/**
 * Currencies in use by ISO 4217, with the number of their minor digits. A list of our own instead of Intl's: amounts are
 * stored in minor units, so the digits may not differ between two machines' Unicode data (which shows 0 for AFN).
 */
import { z } from 'zod'
import { type Clearable, clearable } from './clearable.ts'
import { displayName } from './display-names.ts'
import { coded } from './issues.ts'

/** ISO 4217 codes of the currencies in use, without funds, metals and testing codes. */
export const currencyCodes: readonly string[] = (
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP ' +
  'CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD ' +
  'IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR ' +
  'MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP ' +
  'SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG ' +
  'XOF XPF YER ZAR ZMW ZWG'
).split(' ')

const known = new Set(currencyCodes)
const withoutMinorUnit = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '))
const withThreeDigits = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '))

/** Whether a text is the ISO 4217 code of a currency in use, in upper case. */
export function isCurrency(code: string): boolean {
  return known.has(code)
}

/** Decimal digits of a currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD; 2 for a code that is not in use. */
export function minorDigits(code: string): number {
  if (withoutMinorUnit.has(code)) return 0
  return withThreeDigits.has(code) ? 3 : 2
}

/** The name of a currency in a language; the code itself where there is none or the locale is malformed. */
export function currencyName(code: string, locale = 'en'): string {
  return isCurrency(code) ? displayName('currency', code, locale) : code
}

/** An ISO 4217 currency code; lower case is accepted and stored as upper case. */
export const currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine(isCurrency, coded('currency_unknown', 'Must be a currency code, like EUR'))
  .meta({ description: 'ISO 4217 currency code', examples: ['EUR'], minLength: 3, maxLength: 3 })

/** A currency that may be left out or cleared; see {@link currency}. */
export const currencyCode: Clearable<z.ZodString> = clearable(currency)
