import { type RawBuilder, sql } from 'kysely'
import { prepared } from './prepared.ts'
import type { Given } from './slots.ts'
import type { TenantTransaction } from './tenant-database.ts'

/** What is locked by number, so that no two purposes share one. */
export const lockSpaces = {
  setUp: 727_450_193,
  auditSeal: 727_450_196,
  externalIds: 727_450_228,
  madeCodes: 727_450_229,
  namesOfParents: 727_450_230,
  licensePools: 727_450_231,
  trees: 727_450_232,
  enrollments: 727_450_240,
  licenseRules: 727_450_241,
  imports: 727_450_242,
  serialNumbers: 727_450_243,
} as const

/** Waits for everybody else who holds the same lock and keeps it until the transaction ends. */
export async function takeLock(tx: TenantTransaction, space: number, key: string): Promise<void> {
  await ownLock(tx, { space, key })
}

const ownLock = prepared((db, { space, key }: Given<{ space: number; key: string }>) => {
  const lock = sql<{ one: number }>`(select 1 as one from pg_advisory_xact_lock(${space}::int, hashtext(${key})))`
  return db.selectFrom(lock.as('lock')).select('lock.one')
})

/** Waits for whoever holds the lock by {@link takeLock}, and lets nobody take it so until the transaction ends. */
export async function shareLock(tx: TenantTransaction, space: number, key: string): Promise<void> {
  await sharedLock(tx, { space, key })
}

const sharedLock = prepared((db, { space, key }: Given<{ space: number; key: string }>) => {
  const lock = sql<{
    one: number
  }>`(select 1 as one from pg_advisory_xact_lock_shared(${space}::int, hashtext(${key})))`
  return db.selectFrom(lock.as('lock')).select('lock.one')
})

/** Takes many locks as {@link takeLock} takes one, one after the other in the order given. */
export async function takeLocks(tx: TenantTransaction, space: number, keys: readonly string[]): Promise<void> {
  await lockAll(tx, sql.raw('pg_advisory_xact_lock'), space, keys)
}

/** Shares many locks as {@link shareLock} shares one. */
export async function shareLocks(tx: TenantTransaction, space: number, keys: readonly string[]): Promise<void> {
  await lockAll(tx, sql.raw('pg_advisory_xact_lock_shared'), space, keys)
}

async function lockAll(tx: TenantTransaction, how: RawBuilder<unknown>, space: number, keys: readonly string[]) {
  const wanted = sql<{ key: string }>`unnest(${[...keys]}::text[])`
  await tx
    .selectFrom(wanted.as<'wanted'>(sql<'wanted'>`wanted(key)`))
    .select(sql<string>`${how}(${space}::int, hashtext(wanted.key))::text`.as('lock'))
    .execute()
}
