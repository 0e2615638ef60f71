import { createHash } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { CallContext } from './context.ts'

const keptMs = 24 * 60 * 60 * 1000

/** The answer that a repeated request gets again, byte for byte. */
export interface KeptAnswer {
  status: number
  etag: string | null
  body: string
}

/** What identifies a request that may be repeated. */
export interface RepeatableRequest {
  key: string
  operation: string
  /** Hash of method, path, query and body. */
  fingerprint: Buffer
}

/** Hash of everything that makes two requests the same one. */
export function fingerprint(url: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(url)
    .update('\0')
    .update(JSON.stringify(body) ?? '')
    .digest()
}

/**
 * Takes the key for this transaction. A second request with the same key waits here until the first has committed,
 * and then gets its answer; past the lock's time limit it is told that the first still runs.
 * @returns the answer to repeat, or null when this request is the first
 * @throws idempotency_key_reused (422) for another request under the same key
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
        .doUpdateSet({ fingerprint: request.fingerprint, status: null, etag: null, body: null, created_at: now })
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

/** Keeps the answer in the transaction that it belongs to; a secret one without its body. */
export async function keepAnswer(
  context: CallContext,
  request: RepeatableRequest,
  answer: Omit<KeptAnswer, 'body'> & { body: string | null },
): Promise<void> {
  await context.tx
    .updateTable('idempotency_keys')
    .set({ status: answer.status, etag: answer.etag, body: answer.body })
    .where('operation', '=', request.operation)
    .where('key', '=', request.key)
    .execute()
}

async function readAnswer(context: CallContext, request: RepeatableRequest): Promise<KeptAnswer> {
  const row = await context.tx
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'status', 'etag', 'body'])
    .where('operation', '=', request.operation)
    .where('key', '=', request.key)
    .executeTakeFirst()
  if (!row || row.status === null) throw new AppError('idempotency_in_progress')
  if (!row.fingerprint.equals(request.fingerprint)) throw new AppError('idempotency_key_reused')
  if (row.body === null)
    throw new AppError('conflict', { detail: 'This request has been answered; its answer is shown once only' })
  return { status: row.status, etag: row.etag, body: row.body }
}
