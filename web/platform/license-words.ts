import type { Problem, ProblemParams } from '@tenantry/contract/errors.ts'
import { shortSentence } from '@tenantry/contract/license-sentence.ts'
import { formatNumber } from './format.ts'

/** A type of license of which not enough is left. */
export interface Shortage {
  type: string
  /** How many are left; null where that is not the person's to know. */
  free: number | null
}

/** The types that are short, as `license_exhausted` lists them. */
export function shortagesOf(problem: Problem): Shortage[] {
  return allOf(problem).map(({ type, params }) => ({ type, free: freeOf(params) }))
}

const advice = {
  act: 'Give something back, raise the limit or buy more.',
  ask: 'Ask whoever manages your licenses for more.',
}

/** Each type that is short, with what is told of it; the first alone where the errors are not there. */
function allOf({ errors = [], params = {} }: Problem): { type: string; params: ProblemParams }[] {
  if (errors.length === 0) return typeof params.type === 'string' ? [{ type: params.type, params }] : []
  return errors.map(({ path, params: own = {} }) => ({ type: path, params: own }))
}

/**
 * 'No IT asset license is left at Airtel: 0 of 10 free.'
 * @param mayManage whether the reader sets limits or buys; everybody else is told whom to ask
 */
export function exhaustedWords(problem: Problem, mayManage: boolean): { title: string; advice: string } {
  const [first, ...others] = allOf(problem).map(({ type, params }) =>
    shortSentence(
      {
        type,
        name: params.name,
        limit: params.limit,
        free: freeOf(params),
        organization: params.organization,
        needed: params.needed,
        overBy: params.overBy,
        setAside: params.setAside,
      },
      formatNumber,
    ),
  )
  return {
    title: first ?? 'No license is left for this',
    advice: [...others.map((each) => `${each}.`), mayManage ? advice.act : advice.ask].join(' '),
  }
}

function freeOf({ free }: ProblemParams): number | null {
  return typeof free === 'number' ? free : null
}
