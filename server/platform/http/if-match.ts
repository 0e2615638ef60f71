import { AppError } from '../errors.ts'

const etag = '(?:W/)?"[\\x21\\x23-\\x7e\\x80-\\xff]*"'
const list = new RegExp(`^[ \\t,]*${etag}(?:[ \\t]*,[ \\t,]*${etag})*[ \\t,]*$`)

/**
 * The versions that a caller has read, of an If-Match header; null where any will do. One that a copy in between has kept
 * may be among others, so that of several one that is there is enough (RFC 9110, 13.1.1).
 * @throws precondition_failed (412) where none is ours, and for what is no list of ETags
 */
export function versionsOf(header: string): readonly number[] | null {
  if (header.trim() === '*') return null
  if (!list.test(header)) throw failed('If-Match needs an ETag in its quotation marks, or *')
  const versions = new Set([...header.matchAll(/"(\d{1,9})"/g)].map(([, version]) => Number(version)))
  if (versions.size === 0) throw new AppError('precondition_failed')
  return [...versions]
}

/**
 * Refuses the change of what is there in none of the versions that its caller has read.
 * @param expected null for any
 * @throws precondition_failed (412)
 */
export function requireMatch(expected: readonly number[] | null, version: number): void {
  if (expected !== null && !expected.includes(version)) throw new AppError('precondition_failed')
}

function failed(detail: string): AppError {
  return new AppError('precondition_failed', { detail })
}
