import type { Reach } from '@tenantry/contract/me.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { allowedOf } from '@tenantry/contract/permissions.ts'
import { sql } from 'kysely'
import type { Pool } from 'pg'
import { TenantDatabase } from '../database/tenant-database.ts'
import type { Caller } from './caller.ts'
import { type Credential, type CredentialHeaders, readCredential } from './credentials.ts'
import { KnownCallers } from './known-callers.ts'
import { isDue, prolongSession } from './prolong-session.ts'
import { cookieKey, sessionCookie, sessionCookieName } from './session-cookie.ts'

/** What the authenticator stands on. */
export interface AuthenticatorOptions {
  /** A pool of the role `tenantry_app`. */
  pool: Pool
  /** A pool of the role `tenantry_auth`, for sessions to be prolonged. */
  authPool: Pool
  /** The installation's secret. */
  secret: string
  secureCookies: boolean
  /** How long a session may last, whatever its use. */
  mostSessionSeconds: number
  /** Called when the time of a key's last use could not be kept, or a session not be prolonged. */
  onError?: (error: unknown) => void
}

/** Tells who makes a request. */
export interface Authenticator {
  /**
   * Reads an API key from Authorization or else a session from the cookie, in one query and without a cache, so that
   * whatever was revoked stops working with the next request. A session that is used is prolonged once a day, up to its end.
   * @param setCookie receives the Set-Cookie header of a session that was prolonged, before the answer
   * @returns null for everything that is missing, malformed, unknown, expired or not allowed to sign in
   */
  authenticate(headers: CredentialHeaders, setCookie?: (header: string) => void): Promise<Caller | null>
  /**
   * Who makes a request, without asking the database, as a name to be counted by.
   * @returns null where the credential is missing or malformed, or was not found to be good before
   */
  knownCaller(headers: CredentialHeaders): string | null
  /**
   * Whom the credential was good for the last time, without asking the database: for what can be thrown away. As long as
   * nothing about the caller changes, `authenticate` gives the very same object.
   * @returns null as {@link knownCaller}
   */
  lastCaller(headers: CredentialHeaders): Caller | null
}

/** Makes the authenticator. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { pool, authPool, secureCookies, mostSessionSeconds, onError = () => {} } = options
  const cookies = { name: sessionCookieName(secureCookies), key: cookieKey(options.secret) }
  const known = new KnownCallers()
  const noteUse = useRecorder(new TenantDatabase(pool), onError)
  const callerOf = async (given: Credential, setCookie?: (header: string) => void): Promise<Caller | null> => {
    if (given.kind === 'api_key') {
      const found = await openApiKey(pool, given)
      if (found) noteUse(found.row, found.caller)
      return found?.caller ?? null
    }
    const found = await openSession(pool, given.hash)
    // Without a way to renew the cookie, too, the session would outlive it.
    if (found && setCookie && isDue(found, mostSessionSeconds)) {
      const until = await prolongSession(authPool, found.sessionId, mostSessionSeconds).catch(onError)
      if (until) setCookie(sessionCookie(given.token, until, cookies.key, secureCookies))
    }
    return found?.caller ?? null
  }
  return {
    authenticate: async (headers, setCookie) => {
      const given = readCredential(headers, cookies)
      if (!given) return null
      return known.note(given.hash, await callerOf(given, setCookie))
    },
    knownCaller: (headers) => {
      const given = readCredential(headers, cookies)
      return given && known.nameOf(given.hash)
    },
    lastCaller: (headers) => {
      const given = readCredential(headers, cookies)
      return given && known.callerOf(given.hash)
    },
  }
}

interface CallerRow {
  account_id: string
  email: string
  membership_id: string
  provider_id: string
  organization_id: string
  organization_name: string
  organization_type: OrganizationType
  role_name: string
  permissions: string[]
  reach: Reach
  name: string
}

interface SessionRow extends CallerRow {
  session_id: string
  expires_at: Date
}

interface ApiKeyRow extends CallerRow {
  key_id: string
  key_name: string
  expires_at: Date
  last_used_at: Date | null
}

async function openSession(pool: Pool, hash: string) {
  const { rows } = await pool.query<SessionRow>({
    name: 'open_session',
    text: 'SELECT * FROM auth.open_session($1)',
    values: [hash],
  })
  const row = rows[0]
  if (!row) return null
  const { session_id: sessionId, expires_at: expiresAt } = row
  const caller: Caller = { kind: 'user', sessionId, apiKey: null, ...ownerOf(row) }
  return { sessionId, expiresAt, caller }
}

async function openApiKey(pool: Pool, given: { providerId: string; hash: string }) {
  const { rows } = await pool.query<ApiKeyRow>({
    name: 'open_api_key',
    text: 'SELECT * FROM auth.open_api_key($1, $2)',
    values: [given.providerId, Buffer.from(given.hash, 'hex')],
  })
  const row = rows[0]
  if (!row) return null
  const apiKey = { id: row.key_id, name: row.key_name, expiresAt: row.expires_at }
  const caller: Caller = { kind: 'api_key', sessionId: null, apiKey, ...ownerOf(row) }
  return { row, caller }
}

function ownerOf(row: CallerRow): Omit<Caller, 'kind' | 'sessionId' | 'apiKey'> {
  return {
    accountId: row.account_id,
    email: row.email,
    name: row.name,
    organization: { id: row.organization_id, name: row.organization_name, type: row.organization_type },
    roleName: row.role_name,
    permissions: allowedOf(row.permissions),
    scope: {
      providerId: row.provider_id,
      organizationId: row.organization_id,
      membershipId: row.membership_id,
      reach: row.reach,
    },
  }
}

const minuteMs = 60_000

/** Keeps when a key was last used, to the minute and without holding up the request. */
function useRecorder(database: TenantDatabase, onError: (error: unknown) => void) {
  const underWay = new Set<string>()
  return (row: ApiKeyRow, caller: Caller): void => {
    if (underWay.has(row.key_id) || (row.last_used_at && Date.now() - row.last_used_at.getTime() < minuteMs)) return
    underWay.add(row.key_id)
    database
      .within(caller.scope, (tx) =>
        tx
          .updateTable('api_keys')
          .set({ last_used_at: sql`now()` })
          .where('id', '=', row.key_id)
          .where((where) =>
            where.or([
              where('last_used_at', 'is', null),
              where('last_used_at', '<', sql<Date>`now() - interval '1 minute'`),
            ]),
          )
          .execute(),
      )
      .catch(onError)
      .finally(() => underWay.delete(row.key_id))
  }
}
