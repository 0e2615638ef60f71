import { createHash } from 'node:crypto'
import type { Tables } from '../../database/tables.generated.ts'
import { canonicalJson, toJson } from '../canonical-json.ts'
import { AppError } from '../errors.ts'
import type { CallContext } from './context.ts'

const keptMs = 24 * 60 * 60 * 1000

/** The answer that a repeated request gets again, byte for byte. */
export interface KeptAnswer {
  status: number
  etag: string | null
  body: string
}

/** The row that an answer shows, by which it is known who may still see it; one without an id, by the code in the answer. */
export type ShownObject = { table: TableWithId; id: string } | { table: CodedTable; id?: never }

const codedTables = ['license_types', 'device_classes'] as const
type CodedTable = (typeof codedTables)[number]

type TableWithId = { [Name in keyof Tables]: Tables[Name] extends { id: string } ? Name : never }[keyof Tables]

/** What identifies a request that may be repeated. */
export interface RepeatableRequest {
  key: string
  operation: string
  /** Hash of everything else that makes two requests the same one. */
  fingerprint: Buffer
  /** Whether its answer holds what is shown once only. */
  isSecret: boolean
}

/** Hash of what is asked of an operation, whatever the order of a query's parameters and of an object's members. */
export function fingerprint(asked: { params: unknown; query: unknown; body: unknown }): Buffer {
  return createHash('sha256')
    .update(canonicalJson(toJson(asked)))
    .digest()
}

/**
 * Takes the key for this transaction. A second request with the same key waits here until the first has committed,
 * and then gets its answer; past the lock's time limit it is told that the first still runs.
 * @returns the answer to repeat, or null when this request is the first
 * @throws idempotency_key_reused (422) for another request under the same key; not_found (404) when what
 * the answer shows is gone or out of the caller's sight; conflict (409) for an answer that is shown once only
 * @throws idempotency_in_progress (409) when the first takes too long (by the lock's time limit)
 */
export async function claimKey(context: CallContext, request: RepeatableRequest): Promise<KeptAnswer | null> {
  const { providerId, membershipId } = context.caller.scope
  const now = context.clock.now()
  const claimed = await context.tx
    .insertInto('idempotency_keys')
    .values({
      provider_id: providerId,
      membership_id: membershipId,
      operation: request.operation,
      key: request.key,
      fingerprint: request.fingerprint,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'membership_id', 'operation', 'key'])
        .doUpdateSet({
          fingerprint: request.fingerprint,
          status: null,
          etag: null,
          body: null,
          object_table: null,
          object_id: null,
          created_at: now,
        })
        .where('idempotency_keys.created_at', '<', new Date(now.getTime() - keptMs)),
    )
    .returning('key')
    .executeTakeFirst()
    .catch((error) => {
      throw isLockTimeout(error) ? new AppError('idempotency_in_progress', { cause: error }) : error
    })
  return claimed ? null : readAnswer(context, request)
}

function isLockTimeout(error: unknown): boolean {
  return (error as { code?: unknown }).code === '55P03'
}

/** Keeps the answer in the transaction that it belongs to, with what it shows; a secret one without its body. */
export async function keepAnswer(
  context: CallContext,
  request: RepeatableRequest,
  answer: Omit<KeptAnswer, 'body'> & { body: string | null },
  object: ShownObject | undefined,
): Promise<void> {
  await context.tx
    .updateTable('idempotency_keys')
    .set({
      status: answer.status,
      etag: answer.etag,
      body: answer.body,
      object_table: object?.table ?? null,
      object_id: object ? (object.id ?? context.caller.scope.providerId) : null,
    })
    .where('operation', '=', request.operation)
    .where('key', '=', request.key)
    .execute()
}

async function readAnswer(context: CallContext, request: RepeatableRequest): Promise<KeptAnswer> {
  const row = await context.tx
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'status', 'etag', 'body', 'object_table', 'object_id'])
    .where('operation', '=', request.operation)
    .where('key', '=', request.key)
    .executeTakeFirst()
  if (!row || row.status === null) throw new AppError('idempotency_in_progress')
  if (!row.fingerprint.equals(request.fingerprint)) throw new AppError('idempotency_key_reused')
  if (row.body === null && request.isSecret)
    throw new AppError('conflict', {
      detail: 'This request has been answered; its answer is shown once only',
      params: { reason: 'shown_once' },
    })
  const { status, etag, body } = row
  // An answer goes with what it shows when that is purged.
  if (body === null || (body !== '' && !(await isVisible(context, { ...row, body })))) throw new AppError('not_found')
  return { status, etag, body }
}

/** Asked inside both walls, whose reach may have changed since the answer was given. */
async function isVisible(
  { tx }: CallContext,
  { object_table: table, object_id: id, body }: { object_table: string | null; object_id: string | null; body: string },
): Promise<boolean> {
  if (table === null || id === null) return false
  const isCoded = codedTables.some((each) => each === table)
  const [column, value] = isCoded
    ? (['code', (JSON.parse(body) as { code: string }).code] as const)
    : (['id', id] as const)
  // The walls ask each table for the same two columns; the types would ask for one table.
  const row = await tx
    .selectFrom(table as 'organizations')
    .select(column)
    .where(column, '=', value)
    .executeTakeFirst()
  return row !== undefined
}
