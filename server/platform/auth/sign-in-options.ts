/** How the sign-in library is set up: over which tables, with which cookies, hashes and mails. */
import { isIP } from 'node:net'
import type { BetterAuthOptions } from 'better-auth'
import { betterAuth } from 'better-auth'
import { getAdapter } from 'better-auth/db/adapter'
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import { newId } from '../clock/clock.ts'
import { evenLookups } from './even-lookups.ts'
import { hashSessionTokens } from './hashed-session-tokens.ts'
import { hashPassword, type PasswordCost, verifyPassword } from './passwords.ts'
import { cookieKey, cookiePrefix, sessionSeconds } from './session-cookie.ts'

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

/** A mail with a link to choose a new password. */
export interface ResetMail {
  to: string
  name: string
  url: string
}

/** Prepares the library itself; nothing of it is reached but through the interface in `sign-in-library.ts`. */
export async function prepareSignIn(
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

/** The address of a client; a proxy may have passed on something that is none. */
export function sourceOf({ address }: { address: string }): string | null {
  return isIP(address) === 0 ? null : address
}
