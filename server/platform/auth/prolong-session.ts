import type { Pool } from 'pg'
import { sessionSeconds } from './session-cookie.ts'

const day = 24 * 60 * 60

/** A session with less than this left is prolonged when it is used, so about once a day. */
export const prolongedBelowSeconds = sessionSeconds - day

/** Whether a session that is being used has grown old enough to be prolonged. */
export function isDue(expiresAt: Date): boolean {
  return expiresAt.getTime() - Date.now() < prolongedBelowSeconds * 1000
}

/**
 * Gives a session its whole life again. One that has ended in the meantime stays ended, and of several requests at one
 * moment one prolongs it.
 * @param pool of the role `tenantry_auth`
 * @returns whether this call did
 */
export async function prolongSession(pool: Pool, sessionId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE auth.sessions SET expires_at = now() + make_interval(secs => $2), updated_at = now()
     WHERE id = $1 AND expires_at > now() AND expires_at < now() + make_interval(secs => $3)`,
    [sessionId, sessionSeconds, prolongedBelowSeconds],
  )
  return rowCount === 1
}
