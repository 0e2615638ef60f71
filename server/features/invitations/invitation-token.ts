import { createHash, createHmac } from 'node:crypto'

/** Names the provider, so that a link is looked up among that provider's invitations only. */
const shape = /^inv_([0-9a-f]{32})_[A-Za-z0-9_-]{43}$/

/** Which link of which invitation. */
export interface Issue {
  providerId: string
  invitationId: string
  /** Counts the links of one invitation; only the newest opens anything. */
  issue: number
}

/**
 * The text of a link: 256 bits that only the installation's secret can make. Made from what it is for and not at random,
 * so that a mail can be written a second time after a crash, letter by letter, while nothing but its hash is kept.
 */
export function invitationToken(secret: string, { providerId, invitationId, issue }: Issue): string {
  const key = createHmac('sha256', secret).update('links of invitations').digest()
  const mark = createHmac('sha256', key).update(`${providerId} ${invitationId} ${issue}`).digest('base64url')
  return `inv_${providerId.replaceAll('-', '')}_${mark}`
}

/** What is kept of a link to recognise it: its SHA-256. */
export function invitationHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** The provider and the hash of a link's text; null for a text that cannot be one of ours. */
export function readInvitationToken(token: string): { providerId: string; hash: Buffer } | null {
  const hex = shape.exec(token)?.[1]
  if (!hex) return null
  const providerId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { providerId, hash: invitationHash(token) }
}
