/** Where the licenses for rows of a file run out. */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { AppError } from '../../platform/errors.ts'

/** A refusal for want of licenses with the organization that its row is about; any other error as it is. */
export function refusedAt<Thrown>(error: Thrown, organizationId: string): Thrown | AppError {
  if (!(error instanceof AppError) || error.code !== 'license_exhausted') return error
  const errors = (error.details.errors ?? []).map((each) => ({ ...each, params: { ...each.params, organizationId } }))
  return new AppError('license_exhausted', { ...error.details, errors })
}

/** Which license a row lacks by what is wrong with it, as it is kept. */
export function shortageOf({ path, code, params }: Pick<FieldProblem, 'code' | 'params'> & { path: unknown }) {
  const at = params?.organizationId
  if (code !== 'license_exhausted' || typeof at !== 'string' || typeof path !== 'string') return {}
  return { customer_id: at, license_type: path, license_name: typeof params?.name === 'string' ? params.name : null }
}
