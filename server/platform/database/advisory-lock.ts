import { sql } from 'kysely'
import type { TenantTransaction } from './tenant-database.ts'

/** What is locked by number, so that no two purposes share one. */
export const lockSpaces = {
  setUp: 727_450_193,
  auditSeal: 727_450_196,
  externalIds: 727_450_228,
  madeCodes: 727_450_229,
} as const

/** Waits for everybody else who holds the same lock and keeps it until the transaction ends. */
export async function takeLock(tx: TenantTransaction, space: number, key: string): Promise<void> {
  const lock = sql<{ one: number }>`(select 1 as one from pg_advisory_xact_lock(${space}::int, hashtext(${key})))`
  await tx.selectFrom(lock.as('lock')).select('lock.one').execute()
}
