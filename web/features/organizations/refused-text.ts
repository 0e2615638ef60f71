import { ApiError } from '@tenantry/contract/client.ts'
import { refusalText } from '../customers/public.ts'

/** What to say about a refusal where there is one field or none: the server's own sentences about it. */
export function refusedText(error: unknown): string {
  const isAboutLicenses = error instanceof ApiError && error.code === 'license_exhausted'
  if (error instanceof ApiError && error.problem.detail && !isAboutLicenses) return error.problem.detail
  return refusalText(error, error instanceof ApiError ? error.fields.map(({ message }) => message) : [], false)
}
