import { createHash } from 'node:crypto'
import { canonicalJson } from '../../platform/canonical-json.ts'

/**
 * What a seal vouches for: every column of an audit row, instants as microseconds since 1970. Columns that came after the
 * first seals were written stand in the hash only where they hold something.
 */
export interface SealedRow {
  id: string
  provider_id: string
  occurred_at_us: string
  organization_id: string
  actor_kind: string
  actor_membership_id: string | null
  actor_name: string
  actor_api_key_id: string | null
  actor_api_key_name: string | null
  action: string
  object_type: string
  object_id: string
  source: string | null
  request_id: string | null
  payload_hash: Buffer
}

/** What stands before the first seal of a provider. */
export const noSeal = { number: 0, hash: Buffer.alloc(32) }

/** SHA-256 over the hash of the seal before, and the seal's number and row as canonical JSON. */
export function sealHash(previous: Buffer, number: number, row: SealedRow): Buffer {
  const { payload_hash, actor_api_key_id, actor_api_key_name, ...columns } = row
  const byKey: Record<string, string | null> =
    actor_api_key_id === null && actor_api_key_name === null ? {} : { actor_api_key_id, actor_api_key_name }
  const sealed = canonicalJson({ ...columns, ...byKey, number, payload_hash: payload_hash.toString('hex') })
  return createHash('sha256').update(previous).update(sealed).digest()
}
