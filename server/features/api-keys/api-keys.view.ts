import type { ApiKey } from '@tenantry/contract/api-keys.ts'
import type { ApiKeyId } from '@tenantry/contract/ids.ts'
import type { ApiKeyRow } from './api-keys.queries.ts'

/** A key as the API shows it; its secret is not among what is kept. */
export function apiKeyView(row: ApiKeyRow): ApiKey {
  return {
    id: row.id as ApiKeyId,
    name: row.name,
    prefix: row.prefix,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }
}
