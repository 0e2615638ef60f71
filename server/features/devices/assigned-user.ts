import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findUserOf } from './devices.queries.ts'

/**
 * Refuses a user who cannot work with devices of an organization: only its own and those of its account do, as far as the
 * caller sees them.
 * @throws invalid_input (422)
 */
export async function requireUserOf(
  { tx }: Pick<CallContext, 'tx'>,
  organizationId: string,
  userId: string | null | undefined,
): Promise<void> {
  if (userId === null || userId === undefined) return
  if (!(await findUserOf(tx, organizationId, userId)))
    throw invalidInput({ path: 'userId', code: 'unknown_reference', message: 'There is no such user here' })
}
