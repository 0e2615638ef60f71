import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** What a seal vouches for: every column of an audit row, instants as microseconds since 1970. */
export interface SealedRow {
  id: string
  provider_id: string
  occurred_at_us: string
  organization_id: string
  actor_kind: string
  actor_membership_id: string | null
  actor_name: string
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
  const { payload_hash, ...columns } = row
  const sealed = canonicalJson({ ...columns, number, payload_hash: payload_hash.toString('hex') })
  return createHash('sha256').update(previous).update(sealed).digest()
}
