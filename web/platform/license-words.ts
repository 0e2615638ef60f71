import type { Problem } from '@tenantry/contract/errors.ts'

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
export function shortagesOf({ errors = [], params = {} }: Problem): Shortage[] {
  if (errors.length === 0) return typeof params.type === 'string' ? [{ type: params.type, free: freeOf(params) }] : []
  return errors.map(({ path, message }) => {
    if (path === params.type) return { type: path, free: freeOf(params) }
    // The parameters tell of the first alone.
    const left = /(\d+) left$/.exec(message)?.[1]
    return { type: path, free: left === undefined ? null : Number(left) }
  })
}

/** 'No IT asset license is left for this customer: 0 of 10 free.' */
export function exhaustedWords(problem: Problem): { title: string; advice: string } {
  const { params = {} } = problem
  const [first, ...others] = shortagesOf(problem).map(({ type, free }) => {
    const known = type === params.type ? params : {}
    return sentence(nameOf(type, known.name), free, known.limit)
  })
  return {
    title: first ?? 'No license is left for this',
    advice: [...others.map((each) => `${each}.`), 'Give something back, raise the limit or buy more.'].join(' '),
  }
}

function sentence(name: string, free: number | null, limit: unknown): string {
  const left = typeof limit === 'number' ? `${free ?? 0} of ${limit} free` : `${free ?? 0} free`
  if (free !== null && free > 0) return `Not enough ${name} licenses are left for this customer: ${left}`
  return `No ${name} license is left for this customer${free === null ? '' : `: ${left}`}`
}

function nameOf(type: string, given: unknown): string {
  return ofOne[type] ?? (typeof given === 'string' ? given : type.replaceAll('_', ' '))
}

function freeOf({ free }: NonNullable<Problem['params']>): number | null {
  return typeof free === 'number' ? free : null
}
