import type { Pool } from 'pg'
import { madeAt } from '../clock/clock.ts'
import { sessionSeconds } from './session-cookie.ts'

const day = 24 * 60 * 60

/** A session with less than this left is prolonged when it is used, so about once a day. */
const prolongedBelowSeconds = sessionSeconds - day

/** What is known of a session that is being used. */
interface UsedSession {
  sessionId: string
  expiresAt: Date
}

/**
 * Whether a session that is being used has grown old enough to be prolonged, and may be. When it began is read from its
 * id, which saves a question with each request.
 * @param mostSeconds how long a session may last, whatever its use
 */
export function isDue({ sessionId, expiresAt }: UsedSession, mostSeconds: number): boolean {
  const leftSeconds = (expiresAt.getTime() - Date.now()) / 1000
  const isAtItsEnd = (expiresAt.getTime() - madeAt(sessionId).getTime()) / 1000 > mostSeconds - 60
  return leftSeconds < prolongedBelowSeconds && !isAtItsEnd
}

/**
 * Gives a session its whole life again, as far as its end allows. One that has ended in the meantime stays ended, and of
 * several requests at one moment one prolongs it.
 * @param pool of the role `tenantry_auth`
 * @param mostSeconds how long a session may last, whatever its use
 * @returns when it expires now, or null when this call has not prolonged it
 */
export async function prolongSession(pool: Pool, sessionId: string, mostSeconds: number): Promise<Date | null> {
  const { rows } = await pool.query<{ expires_at: Date }>(
    `UPDATE auth.sessions SET updated_at = now(),
       expires_at = least(now() + make_interval(secs => $2), created_at + make_interval(secs => $4))
     WHERE id = $1 AND expires_at > now() AND expires_at < now() + make_interval(secs => $3)
       AND expires_at < created_at + make_interval(secs => $4)
     RETURNING expires_at`,
    [sessionId, sessionSeconds, prolongedBelowSeconds, mostSeconds],
  )
  return rows[0]?.expires_at ?? null
}

/**
 * Lets no session last longer than the setting says, those from before it was lowered included.
 * @param pool of the role `tenantry_auth`
 */
export async function shortenSessions(pool: Pool, mostSeconds: number): Promise<void> {
  const end = 'created_at + make_interval(secs => $1)'
  await pool.query(`UPDATE auth.sessions SET expires_at = ${end} WHERE expires_at > ${end}`, [mostSeconds])
}
