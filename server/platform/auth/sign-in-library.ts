/**
 * The sign-in library behind an interface of ours: it keeps accounts, passwords, sessions and reset links in the schema
 * `auth` and makes the cookies. Nothing else of it can be reached.
 */
import { APIError } from 'better-auth/api'
import type { Pool } from 'pg'
import { hashPassword, verifyPassword } from './passwords.ts'
import { isDue, prolongSession } from './prolong-session.ts'
import { cookieKey, hashSessionToken, readSessionToken, sessionCookie, sessionCookieName } from './session-cookie.ts'
import { prepareSignIn, type ResetMail, type SignInSettings, sourceOf } from './sign-in-options.ts'

/** Who signed in. */
export interface Person {
  id: string
  email: string
  name: string
}

/** What is known of the program at the other end. */
export interface Client {
  cookie?: string | undefined
  userAgent?: string | undefined
  address: string
}

/** Sign-in for people; every `cookies` is a list of Set-Cookie values. */
export interface SignInLibrary {
  /** null when email or password is wrong, after the same time for either. */
  signIn(email: string, password: string, client: Client): Promise<{ cookies: string[]; person: Person } | null>
  /** Records that somebody has not got into the account of an address, where there is one. */
  noteFailedSignIn(email: string, client: Client): Promise<void>
  signOut(client: Client): Promise<{ cookies: string[] }>
  /** Reads the session and, once a day, prolongs it up to its end. */
  readSession(client: Client): Promise<{ cookies: string[]; session: { expiresAt: Date; person: Person } | null }>
  /** Issues a reset link and hands it to `sendResetMail`; does nothing for an unknown address. */
  mailResetLink(email: string): Promise<void>
  /** The account that a reset token belongs to, without using it up. */
  findResetAccount(token: string): Promise<Person | null>
  /**
   * Uses up the token of an account, sets the password and ends all sessions and API keys; false when the token is not
   * good. What changes is recorded with the client's address.
   */
  resetPassword(token: string, newPassword: string, account: Person, client: Client): Promise<boolean>
  /** The session of a client that is alive, without prolonging it. */
  findSession(client: Client): Promise<{ sessionId: string; person: Person } | null>
  /**
   * Sets the password of a session's account, ends all its other sessions, its API keys and its reset links; false when the
   * current password is another. What changes is recorded with the client's address.
   */
  changePassword(
    session: { sessionId: string; person: Person },
    passwords: { current: string; next: string },
    client: Client,
  ): Promise<boolean>
}

/**
 * Prepares the library over a pool of the role `tenantry_auth`.
 * @param sendResetMail awaited by `mailResetLink`, which throws what it throws
 * @param logError receives what the library reports as an error
 */
export async function createSignInLibrary(
  settings: SignInSettings,
  pool: Pool,
  sendResetMail: (mail: ResetMail) => Promise<void>,
  logError: (message: string) => void,
): Promise<SignInLibrary> {
  const auth = await prepareSignIn(settings, pool, sendResetMail, logError)
  const context = await auth.$context
  const key = cookieKey(settings.secret)
  return {
    signIn: (email, password, client) =>
      orNull(401, async () => {
        const body = { email, password }
        const { headers, response } = await auth.api.signInEmail({
          body,
          headers: headersOf(client),
          returnHeaders: true,
        })
        return { cookies: headers.getSetCookie(), person: personOf(response.user) }
      }),
    noteFailedSignIn: async (email, client) =>
      void (await pool.query('SELECT auth.record_failed_sign_in($1, $2)', [email, sourceOf(client)])),
    signOut: async (client) => {
      const token = readSessionToken(client.cookie ?? '', sessionCookieName(settings.secureCookies), key)
      if (token !== null)
        await pool.query('UPDATE auth.sessions SET ended_from = $2 WHERE token_hash = $1', [
          hashSessionToken(token),
          sourceOf(client),
        ])
      const { headers } = await auth.api.signOut({ headers: headersOf(client), returnHeaders: true })
      return { cookies: headers.getSetCookie() }
    },
    readSession: async (client) => {
      const { headers, response } = await auth.api.getSession({ headers: headersOf(client), returnHeaders: true })
      if (!response) return { cookies: headers.getSetCookie(), session: null }
      const { id: sessionId, expiresAt, token } = response.session
      const most = settings.mostSessionSeconds
      const until = isDue({ sessionId, expiresAt }, most) ? await prolongSession(pool, sessionId, most) : null
      const cookies = until ? [sessionCookie(token, until, key, settings.secureCookies)] : headers.getSetCookie()
      return { cookies, session: { expiresAt: until ?? expiresAt, person: personOf(response.user) } }
    },
    mailResetLink: async (email) => void (await auth.api.requestPasswordReset({ body: { email } })),
    findResetAccount: async (token) => {
      const link = await context.internalAdapter.findVerificationValue(`reset-password:${token}`)
      const user = link && link.expiresAt > new Date() ? await context.internalAdapter.findUserById(link.value) : null
      return user && personOf(user)
    },
    resetPassword: async (token, newPassword, account, client) => {
      const from = [account.id, sourceOf(client)]
      await pool.query('UPDATE auth.credentials SET changed_from = $2 WHERE account_id = $1', from)
      await pool.query('UPDATE auth.sessions SET ended_from = $2 WHERE account_id = $1', from)
      return (await orNull(400, () => auth.api.resetPassword({ body: { token, newPassword } })))?.status ?? false
    },
    findSession: async (client) => {
      const token = readSessionToken(client.cookie ?? '', sessionCookieName(settings.secureCookies), key)
      if (token === null) return null
      const { rows } = await pool.query<Person & { session_id: string }>(
        `SELECT s.id AS session_id, a.id, a.email, a.name FROM auth.sessions s JOIN auth.accounts a ON a.id = s.account_id
         WHERE s.token_hash = $1 AND s.expires_at > now()`,
        [hashSessionToken(token)],
      )
      return rows[0] ? { sessionId: rows[0].session_id, person: personOf(rows[0]) } : null
    },
    changePassword: async ({ sessionId, person }, { current, next }, client) => {
      const { rows } = await pool.query<{ password: string }>(
        "SELECT password FROM auth.credentials WHERE account_id = $1 AND kind = 'credential'",
        [person.id],
      )
      const known = rows[0]?.password
      if (known === undefined || !(await verifyPassword(known, current))) return false
      const from = sourceOf(client)
      await pool.query('UPDATE auth.sessions SET ended_from = $2 WHERE account_id = $1 AND id <> $3', [
        person.id,
        from,
        sessionId,
      ])
      // Only over the password that was asked for: of two changes at the same moment one counts.
      const { rowCount } = await pool.query(
        `WITH changed AS (
           UPDATE auth.credentials SET password = $3, changed_from = $4, updated_at = now()
           WHERE account_id = $1 AND kind = 'credential' AND password = $2 RETURNING account_id),
         links AS (DELETE FROM auth.verifications v USING changed WHERE v.account_id = changed.account_id),
         ended AS (DELETE FROM auth.sessions s USING changed WHERE s.account_id = changed.account_id AND s.id <> $5)
         SELECT account_id FROM changed`,
        [person.id, known, await hashPassword(next, settings.passwordCost), from, sessionId],
      )
      return rowCount === 1
    },
  }
}

function headersOf({ cookie, userAgent, address }: Client): Headers {
  const headers = new Headers({ 'x-forwarded-for': address })
  if (cookie !== undefined) headers.set('cookie', cookie)
  if (userAgent !== undefined) headers.set('user-agent', userAgent.slice(0, 500))
  return headers
}

function personOf({ id, email, name }: Person): Person {
  return { id, email, name }
}

async function orNull<T>(status: number, call: () => Promise<T>): Promise<T | null> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof APIError && error.statusCode === status) return null
    throw error
  }
}
