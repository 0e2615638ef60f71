/**
 * States, provinces and the like by ISO 3166-2. The list weighs 350 KB (56 KB compressed), so nothing else among the fields
 * imports this file: the server imports it and hands it to the address check, a browser loads it with import() when a form
 * shows a state.
 */
import { iso31662 } from 'iso-3166/2.js'
import { searchKey } from './sort-keys.ts'
import { commonName } from './subdivision-names.ts'

/** A subdivision to pick. `code` is ISO 3166-2, such as US-NY. */
export type Subdivision = { code: string; name: string }

/** Countries whose addresses name the lower of the two levels that ISO lists: counties of IE, provinces of ES and IT. */
const lowerLevel = new Set('BD CV DO ES FJ GW IE IQ IT MH MW PH RS UG'.split(' '))
/** Both levels are of one kind: the districts within Nakhchivan stand beside those of the rest. */
const bothLevels = new Set(['AZ'])

type Entry = Subdivision & { parent: string; isoName: string }

const byCountry = new Map<string, Entry[]>()
for (const { code, name, parent } of iso31662) {
  const country = code.slice(0, 2)
  const entries = byCountry.get(country) ?? []
  entries.push({ code, parent, isoName: name, name: commonName(code, name) })
  byCountry.set(country, entries)
}
const byCode = new Map([...byCountry.values()].flat().map((entry) => [entry.code, entry]))

function isOffered(entry: Entry, country: string, parents: ReadonlySet<string>): boolean {
  if (bothLevels.has(country)) return true
  return lowerLevel.has(country) ? !parents.has(entry.code) : entry.parent === country
}

/**
 * The subdivisions of a country that a postal address names, ordered by name; empty where ISO lists none, as for HK. Where
 * a city and its county share a name, the code stands behind it.
 */
export function listSubdivisions(country: string): Subdivision[] {
  const entries = byCountry.get(country) ?? []
  const parents = new Set(entries.map((entry) => entry.parent))
  const offered = entries.filter((entry) => isOffered(entry, country, parents))
  const isShared = (name: string) => offered.filter((entry) => entry.name === name).length > 1
  return offered
    .map(({ code, name }) => ({ code, name: isShared(name) ? `${name} (${code})` : name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

/** Whether ISO 3166-2 lists any subdivision of a country. */
export function hasSubdivisions(country: string): boolean {
  return byCountry.has(country)
}

/** Whether a code is an ISO 3166-2 code of a country, at any level. */
export function isSubdivision(country: string, code: string): boolean {
  return byCode.has(code) && code.startsWith(`${country}-`)
}

/** The name of a subdivision, or null where the code is unknown. */
export function subdivisionName(code: string): string | null {
  return byCode.get(code)?.name ?? null
}

/** All subdivisions, of every level, by the names of {@link subdivisionName}. */
export function allSubdivisions(): Subdivision[] {
  return [...byCode.values()].map(({ code, name }) => ({ code, name }))
}

/** The code that is meant by a code in any case ("us-ny") or by its last part ("NY"); null for anything else. */
export function subdivisionCode(country: string, text: string): string | null {
  const typed = text.trim().toUpperCase()
  return [typed, `${country}-${typed}`].find((code) => isSubdivision(country, code)) ?? null
}

/**
 * The code that a person or an import means by a code ("US-NY"), its last part ("ny") or a name ("New York", "São Paulo",
 * "sao paulo"); null where nothing or more than one fits.
 */
export function resolveSubdivision(country: string, text: string): string | null {
  const code = subdivisionCode(country, text)
  if (code) return code
  const key = searchKey(text)
  const named = (byCountry.get(country) ?? []).filter((entry) =>
    [entry.name, entry.isoName].some((name) => searchKey(name) === key),
  )
  const offered = listSubdivisions(country)
  const fitting = named.length > 1 ? named.filter((entry) => offered.some(({ code }) => code === entry.code)) : named
  return fitting.length === 1 ? (fitting[0]?.code ?? null) : null
}
