/** By what the months of accounts are metered: time zone and basis as they were. */
import type { MeteringBasis } from '@tenantry/contract/license-usage.ts'
import { sql } from 'kysely'
import type { Context } from '../../platform/http/context.ts'
import { shareTree } from '../organizations/public.ts'

/** The month of one account, by its own time zone. */
export interface AccountMonth {
  accountId: string
  timeZone: string
  basis: MeteringBasis
  startsAt: Date
  endsAt: Date
}

/**
 * The months of some accounts that the caller sees.
 * @param month the first day of it, as YYYY-MM-DD
 */
export async function findMonths(
  { tx, actor }: Context,
  ids: readonly string[],
  month: string,
): Promise<AccountMonth[]> {
  const rows = await tx
    .selectFrom(
      sql<{
        organization_id: string
        time_zone: string
        basis: MeteringBasis
        starts_at: Date
        ends_at: Date
      }>`(select * from tenancy.license_months_of(${actor.scope.providerId}::uuid, ${ids}::uuid[], ${month}::date))`.as(
        'm',
      ),
    )
    .selectAll()
    .execute()
  return rows.map((row) => ({
    accountId: row.organization_id,
    timeZone: row.time_zone,
    basis: row.basis,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
  }))
}

/** Keeps by what the months of organizations are metered up to now, before their settings become others. */
export async function keepMonthsSoFar({ tx, actor, clock }: Context, ids: readonly string[]): Promise<void> {
  await tx
    .selectNoFrom(
      sql<unknown>`tenancy.keep_months_so_far(${actor.scope.providerId}::uuid, ${ids}::uuid[], ${clock.now()}::timestamptz)`.as(
        'kept',
      ),
    )
    .execute()
}

/**
 * Keeps by what the months are metered that have begun; of the whole provider. Shares the tree, since a merge keeps months
 * of organizations that it has locked, and each would wait for the other.
 */
export async function keepMonths({ tx, actor, clock }: Context): Promise<void> {
  await shareTree(tx)
  await tx
    .selectNoFrom(
      sql<number>`tenancy.keep_license_months(${actor.scope.providerId}::uuid, ${clock.now()}::timestamptz)`.as('kept'),
    )
    .execute()
}
