import { listCountries } from '@tenantry/contract/fields/countries.ts'
import { listPhoneCountries } from '@tenantry/contract/fields/phones.ts'
import { once } from './country-options.ts'

/** Countries with their calling codes, found by either. */
export const phoneOptions = once(() => {
  const codes = new Map(listPhoneCountries().map(({ country, callingCode }) => [country, callingCode]))
  return listCountries().flatMap(({ code, name }) =>
    codes.has(code) ? [{ value: code, label: `${name} +${codes.get(code)}` }] : [],
  )
})
