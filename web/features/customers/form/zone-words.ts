import { isTimeZone } from '@tenantry/contract/fields/time-zones.ts'

/** Names that browsers still list time zones by, each with what stands behind its area today. */
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Asmara',
  'America/Buenos_Aires': 'Argentina/Buenos_Aires',
  'America/Catamarca': 'Argentina/Catamarca',
  'America/Coral_Harbour': 'Atikokan',
  'America/Cordoba': 'Argentina/Cordoba',
  'America/Godthab': 'Nuuk',
  'America/Indianapolis': 'Indiana/Indianapolis',
  'America/Jujuy': 'Argentina/Jujuy',
  'America/Louisville': 'Kentucky/Louisville',
  'America/Mendoza': 'Argentina/Mendoza',
  'Asia/Calcutta': 'Kolkata',
  'Asia/Katmandu': 'Kathmandu',
  'Asia/Rangoon': 'Yangon',
  'Asia/Saigon': 'Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Faroe',
  'Europe/Kiev': 'Kyiv',
  'Pacific/Enderbury': 'Kanton',
  'Pacific/Ponape': 'Pohnpei',
  'Pacific/Truk': 'Chuuk',
}

const renamedTo = (former: string) => `${former.slice(0, former.indexOf('/'))}/${renamed[former]}`

/** The name that a time zone goes by today; its own where it has kept it, or where this browser knows no newer one. */
export function todaysZone(zone: string): string {
  return zone in renamed && isTimeZone(renamedTo(zone)) ? renamedTo(zone) : zone
}

/** A time zone as it is shown. */
export const zoneText = (zone: string): string => zone.replaceAll('_', ' ')

/**
 * What a time zone of today is found by beside how it is shown: the name that it had and its city, and whatever a name of
 * either ends with, with underscores as programs write them.
 */
export function namesOf(zone: string): string[] {
  const former = Object.keys(renamed).filter((each) => renamedTo(each) === zone)
  const shown = former.flatMap((each) => [each, zoneText(each), zoneText(cityOf(each))])
  return [...shown, ...[zone, ...former].flatMap(endsOf).filter((end) => end.includes('_'))]
}

const cityOf = (zone: string) => zone.slice(zone.lastIndexOf('/') + 1)

/** Argentina/Buenos_Aires and Buenos_Aires of America/Argentina/Buenos_Aires. */
function endsOf(zone: string): string[] {
  const parts = zone.split('/')
  return parts.slice(1).map((_, place) => parts.slice(place + 1).join('/'))
}
