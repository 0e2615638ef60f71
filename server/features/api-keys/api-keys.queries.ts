import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** A key as lists show it. */
export interface ApiKeyRow {
  id: string
  name: string
  prefix: string
  created_at: Date
  expires_at: Date
  last_used_at: Date | null
}

/** A key to be kept. */
export interface NewApiKeyRow {
  provider_id: string
  id: string
  membership_id: string
  name: string
  prefix: string
  key_hash: Buffer
  /** The key that made it and that it ends with; null when a person did. */
  created_by_key_id: string | null
  created_at: Date
  expires_at: Date
}

const shown = ['id', 'name', 'prefix', 'created_at', 'expires_at', 'last_used_at'] as const

/** Inserts a key. */
export async function insertApiKey(tx: TenantTransaction, row: NewApiKeyRow): Promise<void> {
  await tx.insertInto('api_keys').values(row).execute()
}

/** The keys of the caller's membership that have not expired, newest first. */
export function findLiveApiKeys(tx: TenantTransaction, now: Date): Promise<ApiKeyRow[]> {
  return tx
    .selectFrom('api_keys')
    .select(shown)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/**
 * Removes a key of the caller's membership and those made with it, and with those in turn.
 * @returns what was removed, the key itself first; nothing when there is none with this id
 */
export async function deleteApiKeys(tx: TenantTransaction, id: string): Promise<ApiKeyRow[]> {
  const family = [id]
  for (let makers = family; makers.length > 0; ) {
    const made = await tx.selectFrom('api_keys').select('id').where('created_by_key_id', 'in', makers).execute()
    makers = made.map((row) => row.id)
    family.push(...makers)
  }
  const removed = await tx.deleteFrom('api_keys').where('id', 'in', family).returning(shown).execute()
  return removed.sort((a, b) => family.indexOf(a.id) - family.indexOf(b.id))
}
