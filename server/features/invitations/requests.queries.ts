/** How often invitations were asked for: kept by organization and login, and so beyond the invitation itself. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** Whose invitations are counted. */
export interface Addressee {
  organizationId: string
  /** The login, as it is stored. */
  email: string
}

/**
 * Counts one request of now, unless there were enough since the hour began; others that ask for the same person wait
 * until the transaction ends. Counts whose hour is over go.
 * @returns since when there have been enough; null where this one was counted
 */
export async function countRequest(
  tx: TenantTransaction,
  providerId: string,
  { organizationId, email }: Addressee,
  limit: { most: number; now: Date; windowMs: number },
): Promise<Date | null> {
  const login_hash = createHash('sha256').update(email).digest()
  const over = new Date(limit.now.getTime() - limit.windowMs)
  await tx
    .deleteFrom('invitation_requests')
    .where('organization_id', '=', organizationId)
    .where('asked_since', '<=', over)
    .execute()
  const counted = await tx
    .insertInto('invitation_requests')
    .values({
      provider_id: providerId,
      organization_id: organizationId,
      login_hash,
      asked: 1,
      asked_since: limit.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'organization_id', 'login_hash'])
        .doUpdateSet({ asked: sql<number>`least(invitation_requests.asked + 1, ${limit.most} + 1)` }),
    )
    .returning(['asked', 'asked_since'])
    .executeTakeFirstOrThrow()
  return counted.asked > limit.most ? counted.asked_since : null
}

/** Adds what was counted for one organization to another, which it becomes part of. */
export async function moveRequests(tx: TenantTransaction, from: string, to: string): Promise<void> {
  await tx
    .insertInto('invitation_requests')
    .columns(['provider_id', 'organization_id', 'login_hash', 'asked', 'asked_since'])
    .expression((eb) =>
      eb
        .selectFrom('invitation_requests as r')
        .select(({ val }) => [
          'r.provider_id',
          val(to).$castTo<string>().as('organization_id'),
          'r.login_hash',
          'r.asked',
          'r.asked_since',
        ])
        .where('r.organization_id', '=', from),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'organization_id', 'login_hash'])
        .doUpdateSet({ asked: sql<number>`greatest(invitation_requests.asked, excluded.asked)` }),
    )
    .execute()
  await tx.deleteFrom('invitation_requests').where('organization_id', '=', from).execute()
}
