import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'

/**
 * Keeps what holds for a whole provider to those who see the provider itself.
 * @throws forbidden (403) for everybody else
 */
export async function requireProvider({ tx, caller }: CallContext): Promise<void> {
  const { providerId } = caller.scope
  const row = await tx.selectFrom('organizations').select('id').where('id', '=', providerId).executeTakeFirst()
  if (!row) throw new AppError('forbidden')
}
