import { type ExpressionBuilder, sql } from 'kysely'
import type { Tables } from '../../database/tables.generated.ts'
import { lockSpaces, takeLock } from '../../platform/database/advisory-lock.ts'
import { insertMany } from '../../platform/database/insert-many.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { SealedRow } from './seal-hash.ts'

/** A seal as it lies in the table. */
export interface Seal {
  number: number
  hash: Buffer
}

/** Lets one transaction at a time seal a provider's rows; held until its end. */
export async function lockSeals(tx: TenantTransaction, providerId: string): Promise<void> {
  await takeLock(tx, lockSpaces.auditSeal, providerId)
}

export async function findLastSeal(tx: TenantTransaction): Promise<(Seal & { occurred_at: Date }) | undefined> {
  return tx
    .selectFrom('audit_seals')
    .select(['number', 'hash', 'occurred_at'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** An instant to its last digit: JavaScript's own ends at milliseconds. */
export const micros = (column: 'e.occurred_at') =>
  sql<string>`(extract(epoch from ${sql.ref(column)}) * 1000000)::bigint::text`

/** The columns of an audit row that a seal vouches for, but for the instant. */
export const sealedColumns = [
  'e.id',
  'e.provider_id',
  'e.organization_id',
  'e.actor_kind',
  'e.actor_membership_id',
  'e.actor_name',
  'e.actor_api_key_id',
  'e.actor_api_key_name',
  'e.action',
  'e.object_type',
  'e.object_id',
  'e.source',
  'e.request_id',
  'e.payload_hash',
] as const

type Events = Tables & { e: Tables['audit_events'] }

const isUnsealed = ({ not, exists, selectFrom }: ExpressionBuilder<Events, 'e'>) =>
  not(exists(selectFrom('audit_seals as s').select('s.number').whereRef('s.audit_event_id', '=', 'e.id')))

/** Rows without a seal, oldest first. @param since rows from before are not looked at; null looks at all of them */
export async function findUnsealedRows(tx: TenantTransaction, since: Date | null, limit: number) {
  let query = tx
    .selectFrom('audit_events as e')
    .select([...sealedColumns, 'e.occurred_at', micros('e.occurred_at').as('occurred_at_us')])
    .where(isUnsealed)
  if (since) query = query.where('e.occurred_at', '>=', since)
  return query.orderBy('e.occurred_at').orderBy('e.id').limit(limit).execute()
}

/** Writes seals in one statement. */
export async function insertSeals(
  tx: TenantTransaction,
  seals: (Seal & { row: SealedRow & { occurred_at: Date } })[],
): Promise<void> {
  await insertSealRows(
    tx,
    seals.map(({ number, hash, row }) => ({
      number,
      organization_id: row.organization_id,
      audit_event_id: row.id,
      occurred_at: row.occurred_at,
      hash,
    })),
  )
}

const insertSealRows = insertMany('audit_seals', {
  number: 'bigint',
  organization_id: 'uuid',
  audit_event_id: 'uuid',
  occurred_at: 'timestamptz',
  hash: 'bytea',
})
