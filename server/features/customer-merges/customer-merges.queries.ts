import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** What the database has moved, counted while it did; see the function's own account in the migration. */
export interface MovedRows {
  devices: number
  entities: number
  users: number
  invitations: number
  notes: number
  notesUnpinned: number
  drafts: number
  redirects: number
  withdrawn: { membershipId: string; name: string; email: string }[]
  sessionsEnded: number
  apiKeysStopped: number
  onboardingItems: number
}

/**
 * Locks two organizations against every change, rows that refer to them included, in an order that is the same for
 * everybody; of those that the caller cannot see none is locked.
 */
export async function lockBoth(tx: TenantTransaction, ids: readonly [string, string]): Promise<void> {
  await tx
    .selectFrom('organizations as o')
    .select('o.id')
    .where(sql<SqlBool>`o.id = any(${ids}::uuid[])`)
    .orderBy('o.id')
    .forUpdate('o')
    .execute()
}

/** Whether an organization lies below one, of those that the caller sees. */
export async function hasLivingBelow(tx: TenantTransaction, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('organization_closure as c')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'c.provider_id').onRef('o.id', '=', 'c.descendant_id'),
    )
    .select('o.id')
    .where('c.ancestor_id', '=', id)
    .where('c.distance', '>', 0)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Gives the target what the source has, and hides the source, which hangs below the target already. */
export async function moveRows(tx: TenantTransaction, source: string, target: string, now: Date): Promise<MovedRows> {
  const { moved } = await tx
    .selectNoFrom(
      sql<MovedRows>`tenancy.merge_organization(${source}::uuid, ${target}::uuid, ${now}::timestamptz)`.as('moved'),
    )
    .executeTakeFirstOrThrow()
  return moved
}
