/**
 * The sign-in library behind an interface of ours: it keeps accounts, passwords, sessions and reset links in the schema
 * `auth` and makes the cookies. Nothing else of it can be reached.
 */
import { isIP } from 'node:net'
import type { BetterAuthOptions } from 'better-auth'
import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { getAdapter } from 'better-auth/db/adapter'
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import { newId } from '../clock/clock.ts'
import { evenLookups } from './even-lookups.ts'
import { hashSessionTokens } from './hashed-session-tokens.ts'
import { hashPassword, type PasswordCost, verifyPassword } from './passwords.ts'
import { isDue, prolongSession } from './prolong-session.ts'
import {
  cookieKey,
  cookiePrefix,
  hashSessionToken,
  readSessionToken,
  sessionCookie,
  sessionCookieName,
  sessionSeconds,
} from './session-cookie.ts'

/** What the library works with. */
export interface SignInSettings {
  /** Where people reach this installation; links in mails begin with it, whatever a request says. */
  publicUrl: () => string
  /** The installation's secret. */
  secret: string
  /** Whether cookies are for https only. */
  secureCookies: boolean
  /** How long a session may last, whatever its use. */
  mostSessionSeconds: number
  passwordCost?: PasswordCost | undefined
}

/** Who signed in. */
export interface Person {
  id: string
  email: string
  name: string
}

/** A mail with a link to choose a new password. */
export interface ResetMail {
  to: string
  name: string
  url: string
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
  const auth = await prepare(settings, pool, sendResetMail, logError)
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

async function prepare(
  settings: SignInSettings,
  pool: Pool,
  sendResetMail: (mail: ResetMail) => Promise<void>,
  logError: (message: string) => void,
) {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const options = {
    ...tables,
    session: {
      ...tables.session,
      expiresIn: Math.min(sessionSeconds, settings.mostSessionSeconds),
      // Ours knows of the end that a session has whatever its use.
      disableSessionRefresh: true,
    },
    baseURL: settings.publicUrl(),
    basePath: '/api/auth',
    secret: cookieKey(settings.secret),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { level: 'error', log: (_level, message) => logError(message) },
    advanced: {
      cookiePrefix: cookiePrefix(settings.secureCookies),
      // The library would add a prefix of its own; the one that we want is in the name already.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: settings.secureCookies, httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: () => newId() },
    },
    databaseHooks: {
      session: {
        create: {
          // The library would keep the network of an IPv6 address only.
          before: async (session, call) => {
            const address = call?.headers?.get('x-forwarded-for') ?? ''
            return { data: { ...session, ipAddress: sourceOf({ address }) } }
          },
        },
      },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      // Our own rules count characters as people do and run before the library sees a password.
      minPasswordLength: 1,
      maxPasswordLength: 4096,
      password: {
        hash: (password) => hashPassword(password, settings.passwordCost),
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
      resetPasswordTokenExpiresIn: 30 * 60,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) =>
        sendResetMail({ to: user.email, name: user.name, url: resetLink(settings.publicUrl(), token) }),
      onPasswordReset: async ({ user }) => {
        // Older links in the mailbox must not open the account again.
        await pool.query('DELETE FROM auth.verifications WHERE account_id = $1', [user.id])
      },
    },
  } satisfies BetterAuthOptions
  const adapter = await getAdapter({
    ...options,
    database: { db, type: 'postgres', schemaName: 'auth', transaction: true },
  })
  return betterAuth({ ...options, database: () => evenLookups(hashSessionTokens(adapter)) })
}

const instants = { createdAt: 'created_at', updatedAt: 'updated_at' }

const tables = {
  user: { modelName: 'accounts', fields: { emailVerified: 'email_verified', ...instants } },
  account: {
    modelName: 'credentials',
    fields: { userId: 'account_id', providerId: 'kind', accountId: 'subject', ...instants },
  },
  session: {
    modelName: 'sessions',
    fields: {
      userId: 'account_id',
      token: 'token_hash',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...instants,
    },
  },
  verification: {
    modelName: 'verifications',
    fields: { identifier: 'identifier_hash', value: 'account_id', expiresAt: 'expires_at', ...instants },
    storeIdentifier: 'hashed',
  },
} satisfies BetterAuthOptions

function resetLink(publicUrl: string, token: string): string {
  const url = new URL('/reset-password', publicUrl)
  url.searchParams.set('token', token)
  return url.href
}

function headersOf({ cookie, userAgent, address }: Client): Headers {
  const headers = new Headers({ 'x-forwarded-for': address })
  if (cookie !== undefined) headers.set('cookie', cookie)
  if (userAgent !== undefined) headers.set('user-agent', userAgent.slice(0, 500))
  return headers
}

/** The client's address; a proxy may have passed on something that is none. */
function sourceOf({ address }: Pick<Client, 'address'>): string | null {
  return isIP(address) === 0 ? null : address
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
