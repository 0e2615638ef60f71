import { countryName } from '@tenantry/contract/fields/countries.ts'

/** What is asked of the list of states to name one. */
type StateNames = { subdivisionName: (code: string) => string | null }

type Address = { [Part in 'country' | 'state' | 'city' | 'postalCode' | 'line1' | 'line2']?: string | null }

/** An address on lines, street first, country last; empty where nothing is known. */
export function formatAddressText(address: Address, names?: StateNames): string {
  // Until the names have come, a letter writes NY and nobody US-NY.
  const state = address.state ? (names?.subdivisionName(address.state) ?? address.state.replace(/^[A-Z]{2}-/, '')) : ''
  const town = [address.city, state].filter(Boolean).join(', ')
  return [
    address.line1,
    address.line2,
    [town, address.postalCode].filter(Boolean).join(' '),
    address.country ? countryName(address.country) : '',
  ]
    .filter(Boolean)
    .join('\n')
}
