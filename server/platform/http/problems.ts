import { errorCatalog, type FieldProblem, type Problem } from '@tenantry/contract/errors.ts'
import type { z } from 'zod'
import { isOfTheMoment } from '../database/connection-loss.ts'
import { AppError, invalidInput } from '../errors.ts'
import { issueWords } from './issue-words.ts'

/** The problem+json body of an error. */
export function problemOf(error: AppError, requestId: string): Problem {
  const { title, status } = errorCatalog[error.code]
  const { detail, errors, params } = error.details
  return {
    type: `/api/docs/errors#${error.code}`,
    title,
    status,
    code: error.code,
    ...(detail ? { detail } : {}),
    requestId,
    ...(errors ? { errors } : {}),
    ...(params ? { params } : {}),
  }
}

/** More problems than this help nobody, and a small request must not get a large answer. */
const mostProblems = 100

/** The first problems with fields as zod reports them, with dotted paths; our own codes win over zod's. */
export function fieldProblems(error: { issues: readonly z.core.$ZodIssue[] }, prefix = ''): FieldProblem[] {
  // Each is compared with all others: of those that a long list brings, no more than are told.
  const problems = error.issues
    .slice(0, 2 * mostProblems)
    .filter(isOfOurBound)
    .filter(isOfForm)
    .slice(0, mostProblems)
    .flatMap((issue): FieldProblem[] => {
      const path = [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.')
      if (issue.code === 'unrecognized_keys')
        return issue.keys.slice(0, mostProblems).map((key) => ({
          path: (path === '' ? key : `${path}.${key}`).slice(0, 200),
          code: 'unknown_field',
          message: 'There is no such field',
        }))
      return [{ path, code: issueCode(issue), message: issueWords(issue) }]
    })
  return problems.slice(0, mostProblems)
}

/** A whole number beyond all that JavaScript counts is beyond its field's own bound as well, and told by that one alone. */
function isOfOurBound(issue: z.core.$ZodIssue, index: number, all: readonly z.core.$ZodIssue[]): boolean {
  if (!('origin' in issue) || issue.origin !== 'int') return true
  const path = String(issue.path)
  return !all.some((each, other) => other !== index && each.code === issue.code && String(each.path) === path)
}

const aboutForm: readonly string[] = ['invalid_type', 'invalid_format']

/** What is not of its type, or not written as it has to be, is nothing yet that could be too long, too early or too few. */
function isOfForm(issue: z.core.$ZodIssue, index: number, all: readonly z.core.$ZodIssue[]): boolean {
  const path = String(issue.path)
  const first = all.findIndex((each) => aboutForm.includes(each.code) && String(each.path) === path)
  return first === -1 || first === index
}

function issueCode(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' && typeof issue.params?.code === 'string') return issue.params.code
  // The library says in words only that nothing was given.
  if (issue.code === 'invalid_type' && /received undefined$/.test(issue.message)) return 'required'
  return issue.code
}

/** The database's class of values that it cannot take. */
const invalidValue = /^22(?!021)/

/** The answer for anything thrown: our errors as they are, what the framework or the database says in our codes. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isOfTheMoment(error)) return new AppError('unavailable', { cause: error })
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return frameworkError(error)
  if (invalidValue.test(code))
    return invalidInput({ path: '', code: 'out_of_range', message: 'A number or an instant is out of range' })
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new AppError('payload_too_large')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new AppError('unsupported_media_type')
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_BAD_URL':
      return new AppError('malformed_request')
    // An id that is too long to be one names nothing that exists.
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new AppError('not_found')
    case '57014':
      return new AppError('filter_too_broad')
    case '55P03':
    case '40001':
    case '40P01':
      return new AppError('unavailable', { cause: error })
    case '22021':
      return invalidInput({ path: '', code: 'invalid_text', message: 'The NUL character cannot be stored' })
    case '23505':
    case '23503':
      return new AppError('conflict', { cause: error })
    default:
      return frameworkError(error)
  }
}

function frameworkError(error: unknown): AppError {
  const status = (error as { statusCode?: unknown } | null | undefined)?.statusCode
  if (status === 400) return new AppError('malformed_request', { cause: error })
  if (status === 412) return new AppError('precondition_failed', { cause: error })
  if (status === 429) return new AppError('rate_limited', { cause: error })
  return new AppError('internal', { cause: error })
}

/** Whether the whole transaction may simply run again: only somebody else got in its way. */
export function isRetryable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  // Deadlocks, serialization failures, and values that somebody else has taken meanwhile.
  return code === '40001' || code === '40P01' || code === '23505'
}

const attempts = 4

/** Runs a transaction again, some times at most, where only somebody else got in its way. */
export async function retrying<Result>(run: (attempt: number) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(attempt)
    } catch (error) {
      if (attempt >= attempts || !isRetryable(error)) throw error
    }
  }
}
