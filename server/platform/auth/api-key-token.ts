import { createHash, randomBytes } from 'node:crypto'

/** A new API key: the text for its owner, what is kept to tell it apart, and what is kept to recognise it. */
export interface NewApiKey {
  key: string
  prefix: string
  hash: Buffer
}

/** Names the provider, so that a key is looked up among that provider's keys only. */
const shape = /^tnt_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/
const bearer = /^Bearer ([\x21-\x7e]{1,200})$/i
const shownOfSecret = 6

/** Makes a key of 256 random bits for a provider: `tnt_<provider id in hexadecimal>_<secret>`. */
export function newApiKey(providerId: string): NewApiKey {
  const start = `tnt_${providerId.replaceAll('-', '')}_`
  const key = start + randomBytes(32).toString('base64url')
  return { key, prefix: key.slice(0, start.length + shownOfSecret), hash: hashOf(key) }
}

/** Reads the key of an Authorization header; null when it holds none that could be ours. */
export function readApiKey(authorization: string): { providerId: string; hash: Buffer } | null {
  const key = bearer.exec(authorization)?.[1]
  const hex = key && shape.exec(key)?.[1]
  if (!key || !hex) return null
  return { providerId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), hash: hashOf(key) }
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
