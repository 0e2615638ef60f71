/** Amounts of money as people write them. */
import { minorDigits } from '@tenantry/contract/fields/currencies.ts'

/** An amount of minor units in units, as a form shows it: 1250.50, 500 or 0.005. */
export function decimalOf(minor: number, currency: string): string {
  const digits = minorDigits(currency)
  const text = String(minor).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Thousands set apart by one sign throughout, and perhaps a fraction after another: 1,250 · 1.250,50 · 1 250 000 · 1'250. */
const inGroups = /^([1-9]\d{0,2}([ '.,])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d*))?$/
const plain = /^(\d{1,13})(?:[.,](\d*))?$/
const likeFraction = /^\d{1,3}\.\d{3}$/

/**
 * An amount in the smallest unit; null for an empty one, NaN for what is none. A point or a comma before three digits sets
 * thousands apart, except in a currency of three decimals: there a point is the decimal one, as {@link decimalOf} writes it,
 * and a comma may be either, see {@link readingsOf}.
 */
export function minorOf(typed: string, currency: string): number | null {
  const text = tidied(typed)
  if (text === '') return null
  if (readingsOf(typed, currency)) return Number.NaN
  const digits = minorDigits(currency)
  const isFraction = digits === 3 && likeFraction.test(text)
  const [, grouped = '', , after = ''] = (isFraction ? null : inGroups.exec(text)) ?? []
  const [, whole = '', part = ''] = plain.exec(grouped ? `${grouped.replace(/\D/g, '')}.${after}` : text) ?? []
  // People write 1250.00 in a currency without decimals, too.
  const decimals = digits === 0 ? part.replace(/^0{1,2}$/, '') : part
  if (whole === '' || decimals.length > digits) return Number.NaN
  return Number(whole + decimals.padEnd(digits, '0'))
}

/** The two ways to write what may be either of two amounts, as 1,250 in Kuwaiti dinars; null for all others. */
export function readingsOf(typed: string, currency: string): { decimal: string; thousands: string } | null {
  const text = tidied(typed)
  const isEither = minorDigits(currency) === 3 && /^[1-9]\d{0,2},\d{3}$/.test(text)
  return isEither ? { decimal: text.replace(',', '.'), thousands: text.replace(',', '') } : null
}

/** Every blank is one kind, narrow and unbreakable ones too, and every apostrophe. */
function tidied(typed: string): string {
  return typed.trim().replace(/\s/gu, ' ').replaceAll('’', "'")
}
