import { addressLabels, isStateRequired } from '@tenantry/contract/fields/address-rules.ts'
import { texts } from '../customers.texts.ts'

/** What the parts of an address are called in a country; in general words while no country is chosen. */
export function addressWords(country: string): { city: string; state: string; postalCode: string } {
  const { city, state, postalCode } = texts.address
  return country === '' ? { city, state, postalCode } : addressLabels(country)
}

/** Fields beside the country and the location's name, any of which makes the state necessary where a country needs one. */
const parts = ['region', 'district', 'city', 'postalCode', 'landmark', 'line1', 'line2'] as const

/** Whether the mark of a required field stands at the state. */
export function isStateNeeded(address: { country: string } & { [Part in (typeof parts)[number]]?: string }): boolean {
  return isStateRequired(address.country) && parts.some((part) => (address[part] ?? '').trim() !== '')
}
