/** What lists of other products write differently: countries and states by name, phone numbers without their country. */
import { countryCodes, countryName, isCountry } from '@tenantry/contract/fields/countries.ts'
import { joinPhone } from '@tenantry/contract/fields/phones.ts'
import { resolveSubdivision } from '@tenantry/contract/fields/subdivisions.ts'
import { headerKey } from './header-key.ts'

interface Tree {
  [key: string]: unknown
}

/** Languages that lists name countries in; where two of them call different countries the same, the first one wins. */
const languages = 'en de fr es it nl pt pl sv da nb fi cs sk hu ro tr el'.split(' ')

const alsoCalled = [
  ['usa', 'US'],
  ['unitedstatesofamerica', 'US'],
  ['uk', 'GB'],
  ['greatbritain', 'GB'],
  ['england', 'GB'],
  ['grossbritannien', 'GB'],
  ['czechrepublic', 'CZ'],
  ['turkey', 'TR'],
] as const

let byName: Map<string, string> | null = null

/** Country codes by the keys of their names, made when a list first names one. */
function countriesByName(): Map<string, string> {
  if (byName) return byName
  byName = new Map(alsoCalled)
  for (const language of languages)
    for (const code of countryCodes) {
      const key = headerKey(countryName(code, language))
      if (!byName.has(key)) byName.set(key, code)
    }
  return byName
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Writes countries and states as codes and phone numbers with their country, as far as it is plain what is meant. */
export function mendRecord(record: object): void {
  const tree = record as Tree
  const { location, billing, contacts, contact } = tree
  for (const address of [location, billing]) if (isTree(address)) mendAddress(address)
  const country = isTree(location) && typeof location.country === 'string' ? location.country : null
  if (!country || !isCountry(country)) return
  const people = isTree(contacts) ? Object.values(contacts) : []
  const sellers = isTree(tree.salesRepresentatives) ? Object.values(tree.salesRepresentatives) : []
  for (const holder of [tree, contact, ...people, ...sellers]) if (isTree(holder)) mendPhones(holder, country)
}

function mendAddress(address: Tree): void {
  const { country, state } = address
  if (typeof country === 'string' && !isCountry(country.trim().toUpperCase()))
    address.country = countriesByName().get(headerKey(country)) ?? country
  else if (typeof country === 'string') address.country = country.trim().toUpperCase()
  if (typeof address.country === 'string' && typeof state === 'string')
    address.state = meantState(address.country, state)
}

/** What was meant before, as a list names the same few states again and again and looking one up takes its time. */
const meant = new Map<string, string>()
const mostMeant = 5_000
/** No state has a longer name, and what a cell can hold is too much to be kept so often. */
const longestState = 100

function meantState(country: string, state: string): string {
  if (state.length > longestState) return state
  const key = `${country} ${state}`
  const known = meant.get(key)
  if (known !== undefined) return known
  const found = resolveSubdivision(country, state) ?? state
  if (meant.size >= mostMeant) meant.clear()
  meant.set(key, found)
  return found
}

function mendPhones(holder: Tree, country: string): void {
  for (const name of ['phone', 'fax']) {
    const number = holder[name]
    if (typeof number === 'string' && !/^\s*(\+|00)/.test(number)) holder[name] = joinPhone(country, number) ?? number
  }
}
