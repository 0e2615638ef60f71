import { AppError } from '../errors.ts'

const etag = '(?:W/)?"[\\x21\\x23-\\x7e\\x80-\\xff]*"'
const list = new RegExp(`^[ \\t,]*${etag}(?:[ \\t]*,[ \\t,]*${etag})*[ \\t,]*$`)

/**
 * The version that a caller has read, of an If-Match header (RFC 9110, 13.1.1); null where any will do. Of several ETags one
 * alone can be of a version of ours: of two, nobody could say which of them the change was made on.
 * @throws precondition_failed (412) where none is ours, for several versions, and for what is no list of ETags
 */
export function versionOf(header: string): number | null {
  if (header.trim() === '*') return null
  if (!list.test(header)) throw failed('If-Match needs an ETag in its quotation marks, or *')
  const versions = new Set([...header.matchAll(/"(\d{1,9})"/g)].map(([, version]) => Number(version)))
  if (versions.size > 1) throw failed('If-Match needs one ETag, that of what was read, or *')
  const [version] = versions
  if (version === undefined) throw new AppError('precondition_failed')
  return version
}

function failed(detail: string): AppError {
  return new AppError('precondition_failed', { detail })
}
