/** States to choose from in conditions. Loaded with the first one about a state: the list of them is long. */
import { countryCodes, countryName } from '@tenantry/contract/fields/countries.ts'
import { listSubdivisions, subdivisionName } from '@tenantry/contract/fields/subdivisions.ts'
import { usedLanguage } from '../../platform/format.ts'
import type { FilterOption } from '../../ui/list/filter-words.ts'
import { matchingOptions } from '../../ui/list/matching-options.ts'

/** So many are offered at once: typing finds the others. */
const offered = 50

/**
 * The states of some countries that a text finds, by name or by the end of their code; of all countries where none is
 * chosen, beginning with the person's own.
 */
export function findStates(typed: string, countries: readonly string[], language = usedLanguage()): FilterOption[] {
  const code = typed.trim().toUpperCase()
  const all = statesOf(countries.length > 0 ? countries : ownFirst(language), language)
  const byCode = code === '' ? [] : all.filter(({ value }) => value === code || value.endsWith(`-${code}`))
  return [...new Set([...byCode, ...matchingOptions(all, typed)])].slice(0, offered)
}

/** The names of states that conditions name. */
export function namedStates(codes: readonly string[], language = usedLanguage()): FilterOption[] {
  return codes.map((value) => ({ value, label: nameOf(value, language) }))
}

const statesOf = (countries: readonly string[], language: string) =>
  countries.flatMap((country) =>
    listSubdivisions(country).map(({ code, name }) => ({
      value: code,
      label: countries.length === 1 ? name : `${name}, ${countryName(country, language)}`,
    })),
  )

function nameOf(code: string, language: string): string {
  const name = subdivisionName(code.toUpperCase())
  return name === null ? code : `${name}, ${countryName(code.slice(0, 2).toUpperCase(), language)}`
}

function ownFirst(language: string): string[] {
  const own = new Intl.Locale(language).maximize().region ?? ''
  return [...countryCodes].sort((one, other) => Number(other === own) - Number(one === own))
}
