import { ApiError } from '@tenantry/contract/client.ts'
import { problemText } from '../../../platform/problem-text.ts'

/**
 * What a form says about an answer that refused it.
 * @param unplaced problems that lie at no field of the form
 * @param isMarked whether a field of the form shows a problem; where none does, nothing may speak of marked fields
 */
export function refusalText(error: unknown, unplaced: readonly string[], isMarked: boolean): string {
  const isInvalid = error instanceof ApiError && error.code === 'invalid_input'
  if (isInvalid && !isMarked && unplaced.length > 0) return sentences(unplaced)
  const { title, advice } = problemText(error)
  // Its own words name every type that is short.
  if (error instanceof ApiError && error.code === 'license_exhausted') return `${title}. ${advice}`
  return [`${title}. ${advice}`, sentences(unplaced)].filter(Boolean).join(' ')
}

/** Problems as sentences, one after the other. */
export function sentences(problems: readonly string[]): string {
  return problems.map((problem) => (/[.!?]$/.test(problem) ? problem : `${problem}.`)).join(' ')
}
