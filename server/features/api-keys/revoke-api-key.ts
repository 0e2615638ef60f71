import { requirePermission } from '../../platform/auth/caller.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { deleteApiKey } from './api-keys.queries.ts'

/**
 * Revokes a key of the caller's own membership; it stops working with the next request.
 * @throws forbidden (403) without the permission; not_found (404) when the membership has no such key
 */
export async function revokeApiKey(context: CallContext, id: string): Promise<void> {
  const { tx, caller } = context
  requirePermission(caller, 'api_keys.manage')
  const revoked = await deleteApiKey(tx, id)
  if (!revoked) throw new AppError('not_found')
  await recordAudit(context, {
    action: 'api_key.revoked',
    organizationId: caller.organization.id,
    objectType: 'api_key',
    objectId: id,
    before: { name: revoked.name, expiresAt: revoked.expires_at.toISOString() },
  })
}
