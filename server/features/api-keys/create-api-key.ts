import type { ApiKey, createApiKey as operation } from '@tenantry/contract/api-keys.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import { newApiKey } from '../../platform/auth/api-key-token.ts'
import { requirePermission } from '../../platform/auth/caller.ts'
import { newId } from '../../platform/clock/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { insertApiKey } from './api-keys.queries.ts'
import { apiKeyView } from './api-keys.view.ts'

const dayMs = 86_400_000

/**
 * Creates a key that acts for the caller's own membership. The key itself is in the result and nowhere else.
 * @throws forbidden (403) without the permission, or when a key asks: else a leaked key could outlive its expiry
 */
export async function createApiKey(
  context: CallContext,
  input: InputOf<typeof operation>['body'],
): Promise<ApiKey & { key: string }> {
  const { tx, caller, clock } = context
  requirePermission(caller, 'api_keys.manage')
  if (caller.kind !== 'user')
    throw new AppError('forbidden', { detail: 'Keys are created by people who are signed in' })
  const { providerId, membershipId } = caller.scope
  const { key, prefix, hash } = newApiKey(providerId)
  const createdAt = clock.now()
  const expiresAt = new Date(createdAt.getTime() + input.expiresInDays * dayMs)
  const shown = { id: newId(), name: input.name, prefix, created_at: createdAt, expires_at: expiresAt }
  await insertApiKey(tx, { ...shown, provider_id: providerId, membership_id: membershipId, key_hash: hash })
  await recordAudit(context, {
    action: 'api_key.created',
    organizationId: caller.organization.id,
    objectType: 'api_key',
    objectId: shown.id,
    after: { name: input.name, expiresAt: expiresAt.toISOString() },
  })
  return { ...apiKeyView({ ...shown, last_used_at: null }), key }
}
