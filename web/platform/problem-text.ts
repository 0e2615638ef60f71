import { ApiError } from '@tenantry/contract/client.ts'
import { type ErrorCode, errorCatalog } from '@tenantry/contract/errors.ts'
import { texts } from './texts.ts'

/** An error in the words that a person reads: what happened, what to do, and what to quote to an operator. */
export interface ProblemText {
  title: string
  advice: string
  requestId?: string
}

const notUnderstood = {
  title: 'The server did not understand this page',
  advice: 'Load the page again and repeat what you did.',
}

/** Codes whose wording in the API's reference speaks to programmers; people read these instead. */
const wording: Partial<Record<ErrorCode, { title: string; advice: string }>> = {
  not_signed_in: { title: 'You are signed out', advice: 'Sign in again to go on.' },
  forbidden: {
    title: 'Your role does not allow this',
    advice: 'Ask an administrator of your organization for a role that does.',
  },
  malformed_request: notUnderstood,
  unsupported_media_type: notUnderstood,
  method_not_allowed: notUnderstood,
  origin_rejected: {
    title: 'This address is not the one Tenantry was set up with',
    advice: 'Open Tenantry at the address your operator gave you.',
  },
  invalid_input: { title: 'Some fields need attention', advice: 'Correct what is marked and send it again.' },
  code_unavailable: { title: 'This code is taken', advice: 'Choose another one.' },
  precondition_failed: {
    title: 'Somebody changed this while you were editing',
    advice: 'Read the newest state, then make your change again.',
  },
  precondition_required: {
    title: 'This page is out of date',
    advice: 'Load it again and repeat what you did.',
  },
  idempotency_in_progress: { title: 'This is being saved already', advice: 'Wait a moment and look at the list.' },
  idempotency_key_reused: {
    title: 'This form was sent before',
    advice: 'Load the page again and repeat what you did.',
  },
  rate_limited: { title: 'Too many requests', advice: 'Wait a minute and try again.' },
  internal: { title: 'Something went wrong on our side', advice: 'Try again. When it stays, tell your operator.' },
}

/** Words for anything that a call can throw. */
export function problemText(error: unknown): ProblemText {
  if (!(error instanceof ApiError))
    return error instanceof TypeError
      ? { title: texts.errors.offlineTitle, advice: texts.errors.offlineAdvice }
      : { title: texts.errors.heading, advice: texts.errors.retryAdvice }
  const { code, requestId } = error.problem
  const words = wording[code] ?? errorCatalog[code] ?? errorCatalog.internal
  return { title: words.title, advice: words.advice, ...(requestId ? { requestId } : {}) }
}

/** True for answers that trying again cannot change. */
export function isFinal(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status < 500 && error.code !== 'rate_limited'
}
