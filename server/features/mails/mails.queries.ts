import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Insertable, type SqlBool, sql } from 'kysely'
import type { MailsTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import {
  type ListDefinition,
  type ListPlan,
  type ListReader,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'

/** A mail as lists show it. */
export type MailRow = Awaited<ReturnType<typeof findMailRows>>['rows'][number]

const definition: ListDefinition = {
  columns: {
    state: { ref: 'm.state', type: 'text' },
    kind: { ref: 'm.kind', type: 'text' },
    to: { ref: 'm.to_address', type: 'text', isFolded: true },
    subject: { ref: 'm.subject', type: 'text', isFolded: true },
    organizationId: { ref: 'm.organization_id', type: 'id' },
    createdAt: { ref: 'm.created_at', type: 'instant' },
    sentAt: { ref: 'm.sent_at', type: 'instant', nullable: true },
  },
  idRef: 'm.id',
  defaultSort: '-createdAt',
}

/** The plan of a list of mails. */
export function planMails(reader: ListReader, query: ListQuery): ListPlan {
  const term = (query.q ?? '').trim()
  const like = `%${escapeLike(term)}%`
  // Nobody keeps more than 90 days of them.
  const found = term === '' ? [] : [sql<SqlBool>`(m.to_address ilike ${like} or m.subject ilike ${like})`]
  return planList(reader, definition, query, found)
}

/** Reads a page, and on the first page counts what it is a page of. */
export async function findMailRows(tx: TenantTransaction, plan: ListPlan) {
  return readPage(tx, plan, paged(summaries(tx).select(sortValues(plan)), plan), tx.selectFrom('mails as m'))
}

function summaries(tx: TenantTransaction) {
  return tx
    .selectFrom('mails as m')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'm.provider_id').onRef('o.id', '=', 'm.organization_id'),
    )
    .select(['m.id', 'm.organization_id', 'o.name as organization_name', 'm.kind', 'm.to_name', 'm.to_address'])
    .select([
      'm.subject',
      'm.state',
      'm.sent_by',
      'm.attempts',
      'm.last_error',
      'm.due_at',
      'm.created_at',
      'm.sent_at',
    ])
}

/**
 * Inserts a mail.
 * @returns false when the provider has one with this key
 */
export async function insertMail(tx: TenantTransaction, row: Insertable<MailsTable>): Promise<boolean> {
  const inserted = await tx
    .insertInto('mails')
    .values(row)
    .onConflict((conflict) => conflict.columns(['provider_id', 'key']).doNothing())
    .returning('id')
    .execute()
  return inserted.length > 0
}
