/** A value of a JSON document. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** What a value becomes once it was written as JSON and read again: instants as texts, absent fields left out. */
export function toJson(value: unknown): Json {
  // Most fields are texts and nothings, and the long way takes its time.
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  return value === undefined ? null : (JSON.parse(JSON.stringify(value) ?? 'null') as Json)
}

/**
 * One text per JSON value, so that a hash over it survives being stored and read again: members sorted by UTF-16 code
 * unit, no spaces. This is RFC 8785 as far as JSON.stringify goes along with it.
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`)
  return `{${members.join(',')}}`
}
