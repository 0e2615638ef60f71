import type { ApiKey, createApiKey as operation } from '@tenantry/contract/api-keys.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import { newApiKey } from '../../platform/auth/api-key-token.ts'
import { requirePermission } from '../../platform/auth/caller.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { insertApiKey } from './api-keys.queries.ts'
import { apiKeyView } from './api-keys.view.ts'

const dayMs = 86_400_000

/**
 * Creates a key that acts for the caller's own membership. The key itself is in the result and nowhere else. One that a
 * key creates expires no later than that key and is revoked with it: a leaked key must leave nothing behind.
 * @throws forbidden (403) without the permission; conflict (409) when the creating key is revoked at this moment
 */
export async function createApiKey(
  context: CallContext,
  input: InputOf<typeof operation>['body'],
): Promise<ApiKey & { key: string }> {
  const { tx, caller, clock } = context
  requirePermission(caller, 'api_keys.manage')
  const { providerId, membershipId } = caller.scope
  const { key, prefix, hash } = newApiKey(providerId)
  const createdAt = clock.now()
  const wanted = createdAt.getTime() + input.expiresInDays * dayMs
  const expiresAt = new Date(Math.min(wanted, caller.apiKey?.expiresAt.getTime() ?? wanted))
  const shown = { id: newId(), name: input.name, prefix, created_at: createdAt, expires_at: expiresAt }
  await insertApiKey(tx, {
    ...shown,
    provider_id: providerId,
    membership_id: membershipId,
    key_hash: hash,
    created_by_key_id: caller.apiKey?.id ?? null,
  })
  await recordAudit(context, {
    action: 'api_key.created',
    organizationId: caller.organization.id,
    objectType: 'api_key',
    objectId: shown.id,
    after: { name: input.name, expiresAt: expiresAt.toISOString() },
  })
  return { ...apiKeyView({ ...shown, last_used_at: null }), key }
}
