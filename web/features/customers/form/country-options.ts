/** The options that the list of customers needs as well as its forms, apart from the longer ones. */
import { listCountries } from '@tenantry/contract/fields/countries.ts'
import { usedLanguage } from '../../../platform/format.ts'

/** A value to choose, its words, and further names that it is found by. */
export type Option = { value: string; label: string; names?: readonly string[] }

/** Makes a list when it is first asked for. */
export const once = (make: () => Option[]) => {
  let made: Option[] | null = null
  return () => {
    made ??= make()
    return made
  }
}

/** Countries by their names in the person's language. */
export const countryOptions = once(() =>
  listCountries(usedLanguage()).map(({ code, name }) => ({ value: code, label: name })),
)
