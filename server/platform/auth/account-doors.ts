/** What accepting an invitation asks of accounts. */
import type { PasswordOwner } from '@tenantry/contract/fields/new-passwords.ts'
import type { Pool } from 'pg'
import { newId } from '../clock/clock.ts'
import { switchMembership } from './memberships.ts'
import { requireGoodPassword } from './password-rules.ts'
import { hashPassword, type PasswordCost } from './passwords.ts'
import { cookieKey, hashSessionToken, readSessionToken, sessionCookieName } from './session-cookie.ts'

/** A session that is alive, whether the person has a place to act for or none yet. */
export interface LiveSession {
  sessionId: string
  accountId: string
}

/** A first password, checked and hashed. */
export type FirstPassword = string & { readonly brand: 'first password' }

/** The doors. */
export interface AccountDoors {
  /** Whether nobody can have signed in to the account yet: it has no password and no place that is in use. */
  needsFirstPassword(accountId: string): Promise<boolean>
  /**
   * @param owner with the login, which a password must not contain
   * @throws invalid_input (422) at `password` for one that is easy to guess
   */
  prepareFirstPassword(password: string, owner: PasswordOwner): Promise<FirstPassword>
  /** Sets it; false where the account has got one in the meantime, which stays. */
  setFirstPassword(accountId: string, password: FirstPassword): Promise<boolean>
  /** The session of a Cookie header. */
  findSession(cookie: string | undefined): Promise<LiveSession | null>
  /** Makes a membership the one that the session acts for. */
  actFor(session: LiveSession, membershipId: string): Promise<void>
}

/** What the doors stand on. */
export interface AccountDoorsOptions {
  /** A pool of the role `tenantry_auth`. */
  authPool: Pool
  /** The installation's secret. */
  secret: string
  secureCookies: boolean
  passwordCost?: PasswordCost | undefined
}

/** Makes the doors. */
export function createAccountDoors({
  authPool,
  secret,
  secureCookies,
  passwordCost,
}: AccountDoorsOptions): AccountDoors {
  const name = sessionCookieName(secureCookies)
  const key = cookieKey(secret)
  return {
    needsFirstPassword: async (accountId) => {
      const { rows } = await authPool.query<{ needs: boolean }>(
        `SELECT NOT EXISTS (SELECT FROM auth.credentials c WHERE c.account_id = $1)
           AND NOT EXISTS (SELECT FROM auth.memberships_of($1)) AS needs`,
        [accountId],
      )
      return rows[0]?.needs ?? false
    },
    prepareFirstPassword: async (password, owner) => {
      await requireGoodPassword(password, owner, 'password')
      return (await hashPassword(password, passwordCost)) as FirstPassword
    },
    setFirstPassword: async (accountId, password) => {
      const { rowCount } = await authPool.query(
        `INSERT INTO auth.credentials (id, account_id, kind, subject, password, created_at, updated_at)
         VALUES ($1, $2, 'credential', $2::uuid::text, $3, now(), now()) ON CONFLICT DO NOTHING`,
        [newId(), accountId, password],
      )
      return rowCount === 1
    },
    findSession: async (cookie) => {
      const token = cookie === undefined ? null : readSessionToken(cookie, name, key)
      if (token === null) return null
      const { rows } = await authPool.query<{ id: string; account_id: string }>(
        'SELECT id, account_id FROM auth.sessions WHERE token_hash = $1 AND expires_at > now()',
        [hashSessionToken(token)],
      )
      return rows[0] ? { sessionId: rows[0].id, accountId: rows[0].account_id } : null
    },
    actFor: async (session, membershipId) => switchMembership(authPool, { ...session, membershipId }),
  }
}
