import { callingCode } from '@tenantry/contract/fields/phones.ts'
import type { PhoneValues } from './number-field.tsx'

/** A number after its owner's address changed: one of which nothing is typed yet begins in the country of the address. */
export function followedPhone(phone: PhoneValues, countryBefore: string, country: string): PhoneValues {
  const isTyped = phone.number.trim() !== ''
  if (country === countryBefore || isTyped || callingCode(country) === null) return phone
  return { ...phone, country }
}
