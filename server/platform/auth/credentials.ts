import { readApiKey } from './api-key-token.ts'
import { hashSessionToken, readSessionToken } from './session-cookie.ts'

/** The two headers that can say who is calling. */
export interface CredentialHeaders {
  cookie?: string | undefined
  authorization?: string | undefined
}

/** What has the form of a credential of ours; the hash in hexadecimal is what is kept of it. */
export type Credential =
  | { kind: 'session'; token: string; hash: string }
  | { kind: 'api_key'; providerId: string; hash: string }

/**
 * Reads an API key from Authorization or else a session's token from the cookie.
 * @param cookies how the cookie is called, and the key that it is signed with
 * @returns null for everything that is missing, malformed, or not signed by this installation
 */
export function readCredential(
  { cookie, authorization }: CredentialHeaders,
  cookies: { name: string; key: string },
): Credential | null {
  if (authorization !== undefined) {
    const given = readApiKey(authorization)
    return given && { kind: 'api_key', providerId: given.providerId, hash: given.hash.toString('hex') }
  }
  const token = cookie === undefined ? null : readSessionToken(cookie, cookies.name, cookies.key)
  return token === null ? null : { kind: 'session', token, hash: hashSessionToken(token) }
}
