import { requirePermission } from '../../platform/auth/caller.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { deleteApiKeys } from './api-keys.queries.ts'

/**
 * Revokes a key of the caller's own membership, and with it every key that was made with it, and with those in turn; all
 * stop working with the next request.
 * @throws forbidden (403) without the permission; not_found (404) when the membership has no such key
 */
export async function revokeApiKey(context: CallContext, id: string): Promise<void> {
  const { tx, caller } = context
  requirePermission(caller, 'api_keys.manage')
  const revoked = await deleteApiKeys(tx, id)
  if (revoked.length === 0) throw new AppError('not_found')
  for (const key of revoked)
    await recordAudit(context, {
      action: 'api_key.revoked',
      organizationId: caller.organization.id,
      objectType: 'api_key',
      objectId: key.id,
      before: { name: key.name, expiresAt: key.expires_at.toISOString() },
    })
}
