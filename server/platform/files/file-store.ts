import type { Readable } from 'node:stream'
import { AppError } from '../errors.ts'

/** What was stored. */
export interface StoredFile {
  sizeBytes: number
  /** In hexadecimal digits. */
  sha256: string
}

/**
 * Where files lie, whichever instance asks: uploads, mails, exports. Keys are made by us, never from names that people
 * type.
 */
export interface FileStore {
  /** Stores the whole content or nothing; what lay under the key before is replaced at once. */
  put(key: string, content: Buffer | Readable): Promise<StoredFile>
  /** @throws not_found (404) when nothing lies under the key */
  get(key: string): Promise<Readable>
  /** Removes a file; nothing happens when there is none. */
  remove(key: string): Promise<void>
  /** The keys below a folder such as `mail/outbox`, in their order; all keys for the empty text. */
  list(folder: string): Promise<string[]>
}

const segment = /^[a-z0-9_-][a-z0-9_.-]*$/

/**
 * Refuses what is no key: segments of a-z, 0-9, `_`, `-` and `.`, none beginning with a dot, joined by slashes.
 * @throws invalid_input (422)
 */
export function checkFileKey(key: string): void {
  if (key.length > 512 || !key.split('/').every((each) => each.length <= 200 && segment.test(each)))
    throw new AppError('invalid_input', { detail: 'This is not the key of a file' })
}
