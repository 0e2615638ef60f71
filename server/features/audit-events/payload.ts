import { createHash } from 'node:crypto'
import { canonicalJson, type Json, toJson } from '../../platform/canonical-json.ts'
import { withoutSecrets } from './redaction.ts'

/** Fields of an object by name. */
export type Fields = Record<string, unknown>

/** What an audit row keeps of an object: the fields that matter, as they were and as they became. */
export interface AuditPayload {
  before: { [field: string]: Json } | null
  after: { [field: string]: Json } | null
}

/**
 * The payload of a change: only the differing fields when both sides are given, with those that say what changed;
 * everything of the one side otherwise.
 * @param names fields that are kept though they do not differ
 * @returns null when both sides are given and say the same
 */
export function auditPayload(
  before: Fields | null | undefined,
  after: Fields | null | undefined,
  names: readonly string[] = [],
): AuditPayload | null {
  if (!before || !after) return { before: before ? kept(before) : null, after: after ? kept(after) : null }
  const known = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = known.filter((name) => canonicalJson(toJson(before[name])) !== canonicalJson(toJson(after[name])))
  if (changed.length === 0) return null
  const told = known.filter((name) => changed.includes(name) || names.includes(name))
  return { before: kept(pick(before, told)), after: kept(pick(after, told)) }
}

/** SHA-256 over the salt and the canonical payload; the salt keeps short values from being guessed after erasure. */
export function payloadHash(salt: Buffer, { before, after }: AuditPayload): Buffer {
  return createHash('sha256').update(salt).update(canonicalJson({ before, after })).digest()
}

function pick(fields: Fields, names: string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]))
}

function kept(fields: Fields): { [field: string]: Json } {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, withoutSecrets(name, toJson(value))]))
}
