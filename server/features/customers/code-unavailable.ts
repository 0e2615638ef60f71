import { AppError } from '../../platform/errors.ts'

/** The one answer for a code that is taken, reserved or used by something invisible, with a code that is free. */
export function codeUnavailable(suggestion: string): AppError {
  return new AppError('code_unavailable', {
    params: { suggestion },
    errors: [{ path: 'code', code: 'code_unavailable', message: 'This code is not available' }],
  })
}
