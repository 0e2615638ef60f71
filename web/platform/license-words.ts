import type { Problem, ProblemParams } from '@tenantry/contract/errors.ts'
import { formatNumber } from './format.ts'

/** A type of license of which not enough is left. */
export interface Shortage {
  type: string
  /** How many are left; null where that is not the person's to know. */
  free: number | null
}

/** One of each type that every provider starts with. */
const ofOne: Record<string, string> = {
  users: 'user',
  technicians: 'technician',
  it_assets: 'IT asset',
  non_it_assets: 'non-IT asset',
  mobile_devices: 'mobile device',
  availability_monitors: 'availability monitor',
  performance_monitors: 'performance monitor',
  computers: 'computer',
  network_resources: 'network resource',
  trial_devices: 'trial device',
}

/** The types that are short, as `license_exhausted` lists them. */
export function shortagesOf(problem: Problem): Shortage[] {
  return allOf(problem).map(({ type, params }) => ({ type, free: freeOf(params) }))
}

/** Each type that is short, with what is told of it; the first alone where the errors are not there. */
function allOf({ errors = [], params = {} }: Problem): { type: string; params: ProblemParams }[] {
  if (errors.length === 0) return typeof params.type === 'string' ? [{ type: params.type, params }] : []
  return errors.map(({ path, params: own = {} }) => ({ type: path, params: own }))
}

/** 'No IT asset license is left for this customer: 0 of 10 free.' */
export function exhaustedWords(problem: Problem): { title: string; advice: string } {
  const [first, ...others] = allOf(problem).map(({ type, params }) =>
    sentence(nameOf(type, params.name), freeOf(params), params.limit),
  )
  return {
    title: first ?? 'No license is left for this',
    advice: [...others.map((each) => `${each}.`), 'Give something back, raise the limit or buy more.'].join(' '),
  }
}

function sentence(name: string, free: number | null, limit: unknown): string {
  // Of a pool that is not theirs to see people learn nothing, not even that it is empty.
  if (free === null) return `Not enough ${name} licenses are left for you`
  const left =
    typeof limit === 'number' ? `${formatNumber(free)} of ${formatNumber(limit)} free` : `${formatNumber(free)} free`
  if (free > 0) return `Not enough ${name} licenses are left for this customer: ${left}`
  return `No ${name} license is left for this customer: ${left}`
}

function nameOf(type: string, given: unknown): string {
  return ofOne[type] ?? (typeof given === 'string' ? given : type.replaceAll('_', ' '))
}

function freeOf({ free }: ProblemParams): number | null {
  return typeof free === 'number' ? free : null
}
