import type { ApiKey } from '@tenantry/contract/api-keys.ts'
import { requirePermission } from '../../platform/auth/caller.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findLiveApiKeys } from './api-keys.queries.ts'
import { apiKeyView } from './api-keys.view.ts'

/**
 * Lists the live keys of the caller's own membership, newest first.
 * @throws forbidden (403) without the permission
 */
export async function listApiKeys({ tx, caller, clock }: CallContext): Promise<{ items: ApiKey[] }> {
  requirePermission(caller, 'api_keys.manage')
  return { items: (await findLiveApiKeys(tx, clock.now())).map(apiKeyView) }
}
