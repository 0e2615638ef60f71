import { formatNumber } from '../../platform/format.ts'
import { texts } from './enrollment.texts.ts'

const words = texts.list

/** So many are named; of more, how many they are. */
const named = 5

interface Refused {
  /** null for what is not there any more. */
  name: string | null
  code: string | null
}

/** Which devices got no license, and why: 'No license is left for srv-1, srv-2 and 3 more. They go on waiting.' */
export function refusedText(refused: readonly Refused[]): string {
  const held = refused.filter(({ code }) => code === 'organization_not_growing')
  const gone = refused.filter(({ code }) => code === 'not_found')
  const short = refused.filter(({ code }) => code !== 'organization_not_growing' && code !== 'not_found')
  return [
    ...(short.length > 0 ? [words.exhausted(namesOf(short))] : []),
    ...(held.length > 0 ? [words.notGrowing(namesOf(held))] : []),
    ...(short.length + held.length > 0 ? [words.waitOn] : []),
    ...(gone.length > 0 ? [words.gone(gone.length)] : []),
  ].join(' ')
}

function namesOf(devices: readonly Refused[]): string {
  const rest = devices.length - named
  const names = devices.slice(0, named).map(({ name }) => name ?? '')
  return words.list(rest > 0 ? [...names, words.more(formatNumber(rest))] : names)
}
