import type { Pool } from 'pg'
import { AppError } from '../errors.ts'

/** Which session shall act for which membership. */
export interface MembershipSwitch {
  sessionId: string
  accountId: string
  membershipId: string
}

/**
 * Makes another membership of the same person the active one of a session; the next request acts for it.
 * @param pool of the role `tenantry_auth`
 * @throws not_found (404) when the account has no such membership that it can act for now
 */
export async function switchMembership(pool: Pool, change: MembershipSwitch): Promise<void> {
  const { rowCount } = await pool.query(
    `UPDATE auth.sessions s SET active_provider_id = m.provider_id, active_membership_id = m.membership_id, updated_at = now()
     FROM auth.memberships_of($2) m WHERE s.id = $1 AND s.account_id = $2 AND m.membership_id = $3`,
    [change.sessionId, change.accountId, change.membershipId],
  )
  if (rowCount === 0) throw new AppError('not_found')
}
