import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Insertable, type SqlBool, sql, type Updateable } from 'kysely'
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
import { messageIdOf } from '../../platform/mail/mailer.ts'
import { findMailSettings } from './mail-settings.queries.ts'

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

/** Reads a mail with what it says. */
export async function findMail(tx: TenantTransaction, id: string) {
  return summaries(tx).select(['m.text', 'm.html', 'm.message_id']).where('m.id', '=', id).executeTakeFirst()
}

/** A mail that somebody has claimed to send. */
export type DueMail = NonNullable<Awaited<ReturnType<typeof claimMail>>>

/**
 * Claims the mail that is due the longest: until the lease ends nobody else claims it. What tells it from others is kept
 * before it is sent, so that it is the same at each attempt, whatever becomes of the settings meanwhile.
 * @returns nothing when none is due
 */
export async function claimMail(tx: TenantTransaction, now: Date, leaseMs: number) {
  const due = await tx
    .selectFrom('mails')
    .select(['id', 'message_id'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!due) return undefined
  const messageId = due.message_id ?? (await newMessageId(tx, due.id))
  return tx
    .updateTable('mails')
    .set((eb) => ({
      state: 'sending',
      message_id: messageId,
      attempts: eb('attempts', '+', 1),
      due_at: new Date(now.getTime() + leaseMs),
      updated_at: now,
    }))
    .where('id', '=', due.id)
    .returning(['id', 'organization_id', 'kind', 'to_name', 'to_address', 'subject', 'text', 'html'])
    .returning(['attempts', 'created_at', 'message_id'])
    .executeTakeFirst()
}

/** By the domain of the sender that is set now; nothing where none is, and the mail goes to the outbox. */
async function newMessageId(tx: TenantTransaction, mailId: string): Promise<string | null> {
  const settings = await findMailSettings(tx)
  return settings ? messageIdOf(mailId, settings.sender_address) : null
}

/**
 * Notes what has become of a mail.
 * @returns false when somebody else has claimed it since
 */
export async function recordMail(
  tx: TenantTransaction,
  { id, attempts }: Pick<DueMail, 'id' | 'attempts'>,
  fate: Updateable<MailsTable>,
): Promise<boolean> {
  const noted = await tx
    .updateTable('mails')
    .set(fate)
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempts)
    .returning('id')
    .execute()
  return noted.length > 0
}

/**
 * Queues a mail anew that came back, was given up, or lies in the outbox. What lay there was never sent: it gets its
 * Message-ID from whoever sends it.
 * @returns false when it waits or was sent
 */
export async function requeueMail(tx: TenantTransaction, id: string, now: Date): Promise<boolean> {
  const queued = await tx
    .updateTable('mails')
    .set((eb) => ({
      ...anew(now),
      message_id: eb.case().when('state', '=', 'outbox').then(null).else(eb.ref('message_id')).end(),
    }))
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'bounced', 'outbox'])
    .returning('id')
    .execute()
  return queued.length > 0
}

/** Queues all mails of the outbox; tells how many, and when the oldest was written. */
export async function requeueOutbox(tx: TenantTransaction, now: Date): Promise<{ mails: number; oldest: Date | null }> {
  const queued = await tx
    .updateTable('mails')
    .set({ ...anew(now), message_id: null })
    .where('state', '=', 'outbox')
    .returning('created_at')
    .execute()
  const oldest = queued.reduce<Date | null>(
    (first, { created_at }) => (first && first <= created_at ? first : created_at),
    null,
  )
  return { mails: queued.length, oldest }
}

const anew = (now: Date) => ({ state: 'queued', attempts: 0, due_at: now, sent_by: null, updated_at: now })

/** The last mail about an organization to each address, where it came back; the latest first. */
export async function findReturned(tx: TenantTransaction, organizationId: string) {
  const last = tx
    .selectFrom('mails as m')
    .distinctOn(['m.to_address'])
    .select(['m.to_address', 'm.subject', 'm.last_error', 'm.state', 'm.updated_at'])
    .where('m.organization_id', '=', organizationId)
    .where('m.state', 'in', ['sent', 'bounced'])
    .orderBy('m.to_address')
    .orderBy('m.updated_at', 'desc')
  return tx
    .selectFrom(last.as('last'))
    .select(['last.to_address', 'last.subject', 'last.last_error', 'last.updated_at'])
    .where('last.state', '=', 'bounced')
    .orderBy('last.updated_at', 'desc')
    .limit(20)
    .execute()
}
