import { sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** One place of an account, in whatever provider. */
export interface MembershipRow {
  membership_id: string
  provider_id: string
  provider_name: string
  organization_id: string
  organization_name: string
  organization_type: string
  role_name: string
  reach: string
}

/**
 * Gives the scope's own membership, and the account with it, another name.
 * @returns the name before; null where the membership has just ended
 */
export async function renameSelf(tx: TenantTransaction, name: string, nameKey: string): Promise<string | null> {
  const row = await tx
    .selectNoFrom(sql<string | null>`auth.rename_self(${name}, ${nameKey})`.as('before'))
    .executeTakeFirstOrThrow()
  return row.before
}

/** Every place that an account can switch to, oldest first. */
export async function findMemberships(tx: TenantTransaction, accountId: string): Promise<MembershipRow[]> {
  return tx
    .selectFrom(sql<MembershipRow>`(select * from auth.memberships_of(${accountId}::uuid))`.as('m'))
    .selectAll('m')
    .execute()
}
