import { type ErrorCode, errorCatalog, type FieldProblem } from '@tenantry/contract/errors.ts'

/** What an error tells besides its code. */
export interface ErrorDetails {
  /** One sentence about this case; never a value that the caller could not see. */
  detail?: string
  errors?: FieldProblem[]
  params?: Record<string, string | number | boolean | null>
  /** Where it is now, for a code that redirects. */
  location?: string
  cause?: unknown
}

/** The one error class of the server: its code decides the HTTP status and the wording. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.detail ?? errorCatalog[code].title, { cause: details.cause })
    this.name = 'AppError'
    this.code = code
    this.details = details
  }

  get status(): number {
    return errorCatalog[this.code].status
  }
}

/** An input error about single fields. */
export function invalidInput(...errors: FieldProblem[]): AppError {
  return new AppError('invalid_input', { errors })
}

/** A thing that a field of the input names, and that does not exist for the caller; whether it is another's is not told. */
export function namedNotFound(path: string, message: string): AppError {
  return new AppError('not_found', { detail: message, errors: [{ path, code: 'unknown_reference', message }] })
}
