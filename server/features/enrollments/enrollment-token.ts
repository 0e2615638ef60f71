/** The text of enrollment tokens: like that of API keys, and never taken for one. */
import { createHash, randomBytes } from 'node:crypto'

const shape = /^tne_([0-9a-f]{32})_[A-Za-z0-9_-]{43}$/
const bearer = /^Bearer ([\x21-\x7e]{1,200})$/i
const shownOfSecret = 6

/** Makes a token of 256 random bits for a provider: `tne_<provider id in hexadecimal>_<secret>`. */
export function newEnrollmentToken(providerId: string): { token: string; prefix: string; hash: Buffer } {
  const start = `tne_${providerId.replaceAll('-', '')}_`
  const token = start + randomBytes(32).toString('base64url')
  return { token, prefix: token.slice(0, start.length + shownOfSecret), hash: hashOf(token) }
}

/** Reads the token of an Authorization header; null when it holds none that could be ours. */
export function readEnrollmentToken(authorization: string | undefined): { providerId: string; hash: Buffer } | null {
  const token = bearer.exec(authorization ?? '')?.[1]
  const hex = token && shape.exec(token)?.[1]
  if (!token || !hex) return null
  return { providerId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), hash: hashOf(token) }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
