import { AppError, invalidInput } from '../errors.ts'

const etag = '(?:W/)?"[\\x21\\x23-\\x7e\\x80-\\xff]*"'
const list = new RegExp(`^[ \\t,]*${etag}(?:[ \\t]*,[ \\t,]*${etag})*[ \\t,]*$`)

/**
 * The version that a caller has read, of an If-Match header (RFC 9110, 13.1.1); null where any will do. Of several ETags one
 * alone can be of a version of ours: of two, nobody could say which of them the change was made on.
 * @throws invalid_input (422) for what is no list of ETags, and for several versions; precondition_failed (412) where none is ours
 */
export function versionOf(header: string): number | null {
  if (header.trim() === '*') return null
  if (!list.test(header)) throw refusal('An ETag in its quotation marks is needed, or *')
  const versions = new Set([...header.matchAll(/"(\d{1,9})"/g)].map(([, version]) => Number(version)))
  if (versions.size > 1) throw refusal('One ETag is needed, that of what was read, or *')
  const [version] = versions
  if (version === undefined) throw new AppError('precondition_failed')
  return version
}

function refusal(message: string): AppError {
  return invalidInput({ path: 'If-Match', code: 'invalid_format', message })
}
