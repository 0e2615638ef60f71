import { mostFavourites } from '@tenantry/contract/favourites.ts'
import { sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** A customer that somebody keeps near. */
export type NearRow = Awaited<ReturnType<typeof findFavourites>>[number]

/** A mark of the caller about a customer. */
export interface OwnMark {
  providerId: string
  membershipId: string
  organizationId: string
}

const shown = ['o.id', 'o.name', 'o.code', 'o.type', 'o.status'] as const

/** The caller's favourites by name, of those customers that they see. */
export async function findFavourites(tx: TenantTransaction) {
  return tx
    .selectFrom('favourite_customers as f')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'f.provider_id').onRef('o.id', '=', 'f.organization_id'),
    )
    .select(shown)
    .orderBy('o.name_key')
    .orderBy('o.id')
    .limit(mostFavourites)
    .execute()
}

/** The customers that the caller has opened last, the latest first, of those that they see. */
export async function findRecents(tx: TenantTransaction, limit: number) {
  return tx
    .selectFrom('recent_customers as r')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'r.provider_id').onRef('o.id', '=', 'r.organization_id'),
    )
    .select(shown)
    .orderBy('r.opened_at', 'desc')
    .orderBy('o.id')
    .limit(limit)
    .execute()
}

/** How many favourites the caller has, those out of sight included. */
export async function countFavourites(tx: TenantTransaction): Promise<number> {
  const { count } = await tx
    .selectFrom('favourite_customers')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Marks a customer; it may be marked already. */
export async function insertFavourite(tx: TenantTransaction, mark: OwnMark, now: Date): Promise<void> {
  await tx
    .insertInto('favourite_customers')
    .values({
      provider_id: mark.providerId,
      membership_id: mark.membershipId,
      organization_id: mark.organizationId,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes the caller's mark off a customer, where there is one. */
export async function deleteFavourite(tx: TenantTransaction, organizationId: string): Promise<void> {
  await tx.deleteFrom('favourite_customers').where('organization_id', '=', organizationId).execute()
}

/** Notes when the caller opened a customer last. */
export async function upsertRecent(tx: TenantTransaction, mark: OwnMark, now: Date): Promise<void> {
  await tx
    .insertInto('recent_customers')
    .values({
      provider_id: mark.providerId,
      membership_id: mark.membershipId,
      organization_id: mark.organizationId,
      opened_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'membership_id', 'organization_id'])
        .doUpdateSet({ opened_at: sql<Date>`greatest(recent_customers.opened_at, excluded.opened_at)` }),
    )
    .execute()
}

/** Forgets all but the latest of the customers that the caller has opened. */
export async function trimRecents(tx: TenantTransaction, kept: number): Promise<void> {
  await tx
    .deleteFrom('recent_customers')
    .where('organization_id', 'in', (eb) =>
      eb
        .selectFrom('recent_customers as older')
        .select('older.organization_id')
        .orderBy('older.opened_at', 'desc')
        .orderBy('older.organization_id')
        .offset(kept),
    )
    .execute()
}

/** Hands the marks of everybody on one customer over to another, which it becomes part of. The caller sees both. */
export async function moveNearness(tx: TenantTransaction, from: string, to: string): Promise<void> {
  await tx.selectNoFrom(sql<number>`tenancy.move_nearness(${from}::uuid, ${to}::uuid)`.as('moved')).execute()
}
