import { ApiError } from '@tenantry/contract/client.ts'
import { NoAnswer } from './in-time.ts'
import { isMissingCode } from './missing-code.ts'
import type { ProblemWords } from './problem-words.ts'
import { texts } from './texts.ts'

/** An error in the words that a person reads: what happened, what to do, and what to quote to an operator. */
export interface ProblemText extends ProblemWords {
  requestId?: string
}

let wordsOf: ((error: ApiError) => ProblemWords) | null = null

/**
 * Loads the words for refusals. Whoever calls the API awaits them before a refusal goes on to the page, so that they are
 * there when it is shown; where they cannot be loaded, the answer's own title stands in for them.
 */
export async function loadProblemWords(): Promise<void> {
  if (wordsOf === null)
    wordsOf = await import('./problem-words.ts').then((words) => words.problemWords).catch(() => null)
}

/** Words for anything that a call can throw. */
export function problemText(error: unknown): ProblemText {
  if (!(error instanceof ApiError))
    return error instanceof TypeError || isMissingCode(error)
      ? { title: texts.errors.offlineTitle, advice: texts.errors.offlineAdvice }
      : { title: texts.errors.heading, advice: texts.errors.retryAdvice }
  const { title, requestId } = error.problem
  const words = wordsOf?.(error) ?? { title, advice: texts.errors.retryAdvice }
  return { title: words.title, advice: words.advice, ...(requestId ? { requestId } : {}) }
}

/** True for answers that trying again cannot change, and for none that was waited for long enough. */
export function isFinal(error: unknown): boolean {
  if (error instanceof NoAnswer) return true
  return error instanceof ApiError && error.problem.status < 500 && error.code !== 'rate_limited'
}
