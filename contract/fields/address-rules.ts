/**
 * What the postal address of a country uses and needs, and what its people call the parts. Which parts are used is read
 * from the formats of localized-address-format; which are needed comes from the same public metadata (Google's Address
 * Data Service, `require`), which that package leaves out, so it stands here as a table.
 */
import { formatAddress } from 'localized-address-format'

/** The parts that differ between countries. */
export type AddressPart = 'street' | 'city' | 'state' | 'postalCode'

/** How the postal address of a country treats a part. */
export type PartUse = 'required' | 'optional' | 'unused'

/** Countries by what their addresses need: A street, C city, S state, Z postal code. Countries not listed need A and C. */
const requiredParts: Readonly<Record<string, string>> = {
  ACSZ: 'AS AU BR CA CN ES FM IN IT KR MH MP MX PF PW RU TW US VI',
  ACS: 'CR HN IQ JM KN PG SO SV UM VE',
  ASZ: 'JP',
  AS: 'AE CO HK ID KY NR',
  ACZ:
    'AT AX BE BL CH CZ DE DK EE FI FK FR GB GF GG GL GP GR GS GU HU IM IO JE LI LT LU LV MF MQ MY NC NL NO NZ PL PM PN ' +
    'PR PT RE RO SE SH SJ SK TC TR UA WF YT ZA',
  AZ: 'SG SM',
  A: 'AG GI MO VG',
}

/** Their addresses name an area or island for which ISO 3166-2 has no code: there is nothing to pick, so nothing is needed. */
const withoutStateCodes = new Set('AS HK KY MP PF VI'.split(' '))

const letters: Readonly<Record<AddressPart, string>> = { street: 'A', city: 'C', state: 'S', postalCode: 'Z' }

const requiredByCountry = new Map(
  Object.entries(requiredParts).flatMap(([parts, countries]) =>
    countries.split(' ').map((country) => [country, parts]),
  ),
)

/** How the postal address of a country treats street, city, state and postal code. */
export function addressParts(country: string): Record<AddressPart, PartUse> {
  const required = requiredByCountry.get(country) ?? 'AC'
  const format = formatAddress({
    postalCountry: country,
    addressLines: ['A'],
    locality: 'C',
    administrativeArea: 'S',
    postalCode: 'Z',
  }).map((line) => line.split(/[^A-Z]+/))
  const use = (part: AddressPart): PartUse => {
    if (required.includes(letters[part]) && !(part === 'state' && withoutStateCodes.has(country))) return 'required'
    return format.some((words) => words.includes(letters[part])) ? 'optional' : 'unused'
  }
  return { street: use('street'), city: use('city'), state: use('state'), postalCode: use('postalCode') }
}

/** Whether the postal address of a country needs a state, province or the like that ISO 3166-2 has a code for. */
export function isStateRequired(country: string): boolean {
  return (requiredByCountry.get(country) ?? '').includes('S') && !withoutStateCodes.has(country)
}

/**
 * The lines of a postal address as its country orders them, in Latin script, without the country's name. What the post
 * of the country leaves out, such as the state in Germany, follows on a line of its own unless it is named already.
 */
export function postalLines(
  country: string,
  parts: { street: readonly string[]; city: string; state: string; postalCode: string },
): string[] {
  const { street, city, state, postalCode } = parts
  // Some countries end with a name of their own, which alone is no address.
  if (![...street, city, state, postalCode].some(Boolean)) return []
  const linesWith = (addressLines: string[]) =>
    formatAddress(
      { postalCountry: country, addressLines, locality: city, administrativeArea: state, postalCode },
      'latin',
      // A missing part leaves the sign before the next one.
    ).map((line) => line.replace(/^[\s,-]+/, ''))
  const known = street.filter(Boolean)
  // A street may be called like a town or state that is not its own.
  const isNamed = (part: string, lines: string[]) =>
    lines.some((line) => !known.includes(line) && line.toLowerCase().includes(part.toLowerCase()))
  const own = linesWith(known)
  // Where the post knows no towns, as in Japan, the town belongs to the street.
  const lines = city === '' || isNamed(city, own) ? own : linesWith([...known, city])
  return [...lines, ...[state, postalCode].filter((part) => part !== '' && !isNamed(part, lines))]
}

/** What the parts are called in English, by country; the first word of a list that names the country holds. */
const stateLabels: Readonly<Record<string, string>> = {
  State: 'AS AT AU BR DE FM IN MH MP MX MY NG PW UM US VE VI',
  Province: 'AF AO AR BE CA CN CR CU EC ES ID IR IT KH KP LA LK MZ NL PA PG PH PK PY SV TH TR VN ZA ZM',
  Prefecture: 'JP GR',
  Emirate: 'AE',
  County: 'EE GB HR HU IE KE LR LT NO RO SE TW',
  Department: 'BO CO GT HN HT NI UY',
  Canton: 'CH LU',
  Parish: 'AD AG BB DM GD JM VC',
  Island: 'BS CV KI KN KY PF SC TV',
  District: 'BZ IL NR PT SR',
  Area: 'HK',
  Oblast: 'BY KG KZ RU UA',
  Governorate: 'BH EG IQ JO KW LB OM PS SY TN YE',
  'Province or city': 'KR',
  Region: 'CL CZ DK FI FR GE GH IS MA NA NZ PE SA SK SN TZ UZ',
}

const postalCodeLabels: Readonly<Record<string, string>> = {
  'ZIP code': 'AS FM GU MH MP PH PR PW UM US VI',
  'PIN code': 'IN',
  Eircode: 'IE',
  Postcode: 'AU GB GG IM JE MY NL NZ',
  CEP: 'BR',
}

const cityLabels: Readonly<Record<string, string>> = {
  Suburb: 'AU',
  'Post town': 'GB NO SE SJ',
  District: 'HK PE SD SY TR TW',
}

function labelOf(labels: Readonly<Record<string, string>>, country: string, otherwise: string): string {
  return Object.entries(labels).find(([, countries]) => countries.split(' ').includes(country))?.[0] ?? otherwise
}

/** Labels of city, state and postal code for a form, in English, as the people of that country call them. */
export function addressLabels(country: string): { city: string; state: string; postalCode: string } {
  return {
    city: labelOf(cityLabels, country, 'City'),
    state: labelOf(stateLabels, country, 'State or province'),
    postalCode: labelOf(postalCodeLabels, country, 'Postal code'),
  }
}
