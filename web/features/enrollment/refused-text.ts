import { classRefusals } from '@tenantry/contract/enrollments.ts'
import { formatNumber } from '../../platform/format.ts'
import { texts } from './enrollment.texts.ts'

const words = texts.list

/** So many are named; of more, how many they are. */
const named = 5

/** So many limits are named; of devices at others, that there is none left. */
const namedLimits = 3

interface Refused {
  /** null for what is not there any more. */
  name: string | null
  code: string | null
  /** Which license was not left, and at whose limit. */
  detail: string | null
}

/** Which devices got no license, and why: 'srv-1 and srv-2: No IT asset license is left at Airtel: 0 of 10 free. They go on waiting.' */
export function refusedText(refused: readonly Refused[]): string {
  const held = refused.filter(({ code }) => code === 'organization_not_growing')
  const gone = refused.filter(({ code }) => code === 'not_found')
  const ofClass = refused.filter(({ code }) => isOfClass(code))
  const short = refused.filter(({ code }) => code === 'license_exhausted')
  const waiting = short.length + ofClass.length + held.length
  return [
    ...shortTexts(short),
    ...(ofClass.length > 0 ? [words.ofClosedClass(namesOf(ofClass))] : []),
    ...(held.length > 0 ? [words.notGrowing(namesOf(held))] : []),
    ...(waiting > 0 ? [words.waitOn(waiting)] : []),
    ...(gone.length > 0 ? [words.gone(gone.length)] : []),
  ].join(' ')
}

const isOfClass = (code: string | null) => classRefusals.some((each) => each === code)

/** Those of the same limit in one sentence. */
function shortTexts(short: readonly Refused[]): string[] {
  const limits = [...new Set(short.flatMap(({ detail }) => detail ?? []))].slice(0, namedLimits)
  const rest = short.filter(({ detail }) => detail === null || !limits.includes(detail))
  return [
    ...limits.map((limit) => words.lacking(namesOf(short.filter(({ detail }) => detail === limit)), limit)),
    ...(rest.length > 0 ? [words.exhausted(namesOf(rest))] : []),
  ]
}

function namesOf(devices: readonly Refused[]): string {
  const rest = devices.length - named
  const names = devices.slice(0, named).map(({ name }) => name ?? '')
  return words.list(rest > 0 ? [...names, words.more(formatNumber(rest))] : names)
}
