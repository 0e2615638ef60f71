import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Keeps secrets that have to be read again, such as the password of a mail server. */
export interface Vault {
  /** Encrypts a secret; `place` says whose and what it is, and only there it can be opened. */
  seal(secret: string, place: string): string
  /** @throws VaultError when it was sealed with another key, for another place, or was changed since */
  open(sealed: string, place: string): string
}

/** A secret that cannot be opened with the key at hand. */
export class VaultError extends Error {
  override name = 'VaultError'
}

const form = 'v1'

/**
 * A vault of AES-256-GCM: each secret with a nonce of its own, and bound to its place, so that nobody who can write to the
 * database can move it to another.
 * @param key 32 bytes
 */
export function createVault(key: Buffer): Vault {
  if (key.length !== 32) throw new TypeError('The key of a vault has 32 bytes')
  return {
    seal: (secret, place) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
      const content = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return [form, nonce, cipher.getAuthTag(), content]
        .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
        .join('.')
    },
    open: (sealed, place) => {
      const [used, nonce = '', tag = '', content = ''] = sealed.split('.')
      try {
        if (used !== form) throw new TypeError(`Unknown form ${used}`)
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
        decipher.setAAD(Buffer.from(place)).setAuthTag(Buffer.from(tag, 'base64url'))
        return Buffer.concat([decipher.update(Buffer.from(content, 'base64url')), decipher.final()]).toString('utf8')
      } catch (error) {
        throw new VaultError('The secret cannot be opened with the key of this installation', { cause: error })
      }
    },
  }
}
