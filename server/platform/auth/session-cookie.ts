import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'

/**
 * The prefix of the cookies' names. Over https it is `__Host-`, which browsers accept only with Secure, with Path=/ and
 * without Domain, so that no neighbouring host can plant one.
 */
export function cookiePrefix(secureCookies: boolean): string {
  return secureCookies ? '__Host-tenantry' : 'tenantry'
}

/** The name of the cookie that carries a session's token. */
export function sessionCookieName(secureCookies: boolean): string {
  return `${cookiePrefix(secureCookies)}.session_token`
}

/** How long a session lives without being used. */
export const sessionSeconds = 30 * 24 * 60 * 60

/** The Set-Cookie header that keeps a session's token until the session expires. */
export function sessionCookie(token: string, expiresAt: Date, key: string, secureCookies: boolean): string {
  return stringifySetCookie({
    name: sessionCookieName(secureCookies),
    value: `${token}.${signatureOf(token, key)}`,
    maxAge: Math.round((expiresAt.getTime() - Date.now()) / 1000),
    path: '/',
    httpOnly: true,
    secure: secureCookies,
    sameSite: 'lax',
  })
}

/** The key that cookies are signed with, derived from the installation's secret. */
export function cookieKey(secret: string): string {
  return createHmac('sha256', secret).update('signature of cookies').digest('hex')
}

/** A new session token of 256 random bits. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database keeps of a token: its SHA-256 in hexadecimal. */
export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * Reads the session's token from a Cookie header and verifies its signature: `token.signature`, percent-encoded, where
 * the signature is the HMAC-SHA-256 of the token in base64.
 * @returns null for anything that this installation has not signed
 */
export function readSessionToken(header: string, name: string, key: string): string | null {
  const value = parseCookie(header)[name]
  const dot = value?.lastIndexOf('.') ?? -1
  if (value === undefined || dot < 1) return null
  const token = value.slice(0, dot)
  const expected = Buffer.from(signatureOf(token, key))
  const given = Buffer.from(value.slice(dot + 1))
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null
}

function signatureOf(token: string, key: string): string {
  return createHmac('sha256', key).update(token).digest('base64')
}
