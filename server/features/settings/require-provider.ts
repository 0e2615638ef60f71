import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
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

/**
 * Refuses people who see a part of the provider alone: they would judge by a part of what there is what is about all of it.
 * @throws forbidden (403)
 */
export async function requireWhole(context: CallContext): Promise<void> {
  const { reach, organizationId, providerId } = context.caller.scope
  await requireProvider(context)
  if (reach !== 'all' && !(reach === 'subtree' && organizationId === providerId)) throw new AppError('forbidden')
}

/** Raises the version of a provider's settings and locks them until the transaction ends. */
export async function raiseProvider(tx: TenantTransaction, providerId: string, now: Date): Promise<void> {
  await tx
    .updateTable('organizations')
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: now }))
    .where('id', '=', providerId)
    .execute()
}
