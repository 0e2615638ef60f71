import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { AuditPayload } from './payload.ts'
import type { SealedRow } from './seal-hash.ts'
import { micros, type Seal, sealedColumns } from './seals.queries.ts'

/** A seal with the row it vouches for and the row's payload, as far as they are there. */
export interface SealWithRow extends Seal {
  auditEventId: string
  /** What the seal itself says of the row's organization. */
  organizationId: string
  row: SealedRow | null
  payload: (AuditPayload & { salt: Buffer; organizationId: string }) | null
}

/** Seals in the order of their numbers. @param after null begins with the first */
export async function findSealsAfter(
  tx: TenantTransaction,
  after: number | null,
  limit: number,
): Promise<SealWithRow[]> {
  let query = tx
    .selectFrom('audit_seals as s')
    .leftJoin('audit_events as e', (join) =>
      join.onRef('e.occurred_at', '=', 's.occurred_at').onRef('e.id', '=', 's.audit_event_id'),
    )
    .leftJoin('audit_payloads as p', (join) => join.onRef('p.audit_event_id', '=', 's.audit_event_id'))
    .select(['s.number', 's.hash', 's.audit_event_id as auditEventId', 's.organization_id as organizationId'])
    .select(sealedColumns)
    .select(micros('e.occurred_at').as('occurred_at_us'))
    .select(['p.salt', 'p.before', 'p.after', 'p.organization_id as payloadOrganizationId'])
  if (after !== null) query = query.where('s.number', '>', after)
  const rows = await query.orderBy('s.number').limit(limit).execute()
  return rows.map(
    ({ number, hash, auditEventId, organizationId, salt, before, after: became, payloadOrganizationId, ...row }) => ({
      number,
      hash,
      auditEventId,
      organizationId,
      row: isPresent(row) ? row : null,
      payload:
        salt && payloadOrganizationId
          ? {
              salt,
              before: before as AuditPayload['before'],
              after: became as AuditPayload['after'],
              organizationId: payloadOrganizationId,
            }
          : null,
    }),
  )
}

/** Ids of rows that no seal vouches for at their instant. @param before younger rows may still wait for their seal */
export async function findLooseRows(tx: TenantTransaction, before: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('audit_events as e')
    .select('e.id')
    .where('e.occurred_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('audit_seals as s')
            .select('s.number')
            .whereRef('s.audit_event_id', '=', 'e.id')
            .whereRef('s.occurred_at', '=', 'e.occurred_at'),
        ),
      ),
    )
    .orderBy('e.occurred_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Ids that payloads name and no row has. */
export async function findLoosePayloads(tx: TenantTransaction, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('audit_payloads as p')
    .select('p.audit_event_id')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('audit_events as e').select('e.id').whereRef('e.id', '=', 'p.audit_event_id'))),
    )
    .limit(limit)
    .execute()
  return rows.map((row) => row.audit_event_id)
}

function isPresent(row: { [Column in keyof SealedRow]: SealedRow[Column] | null }): row is SealedRow {
  return row.id !== null
}
