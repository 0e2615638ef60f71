import { postalLines } from '@tenantry/contract/fields/address-rules.ts'
import { countryName } from '@tenantry/contract/fields/countries.ts'

/** What is asked of the list of states to name one. */
type StateNames = { subdivisionName: (code: string) => string | null }

type Address = { [Part in 'country' | 'state' | 'city' | 'postalCode' | 'line1' | 'line2']?: string | null }

/** Whose order the parts have while no country is known. */
const anyCountry = 'US'

/** An address on lines as its country orders them, the country last; empty where nothing is known. */
export function formatAddressText(address: Address, names?: StateNames): string {
  // Until the names have come, a letter writes NY and nobody US-NY.
  const state = address.state ? (names?.subdivisionName(address.state) ?? address.state.replace(/^[A-Z]{2}-/, '')) : ''
  const lines = postalLines(address.country || anyCountry, {
    street: [address.line1 ?? '', address.line2 ?? ''],
    city: address.city ?? '',
    state,
    postalCode: address.postalCode ?? '',
  })
  return [...lines, ...(address.country ? [countryName(address.country)] : [])].join('\n')
}
