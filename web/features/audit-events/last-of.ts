/** Which of a thing's changes is the one that a conflict is about. */
import type { AuditEvent } from '@tenantry/contract/audit-events.ts'

type Told = Pick<AuditEvent, 'objectType' | 'before' | 'after'>

/** What the tags of a thing are among what the log calls its fields: each tag that is put on or taken off has a row. */
export const loggedTags = 'tags'

/** Whether a change is one of a thing: where a tag is what was logged, the row tells what carries it. */
export function isOf(objectId: string, { objectType, before, after }: Told): boolean {
  const told = after ?? before
  return objectType !== 'tagging' || told?.deviceId === objectId || told?.entityId === objectId
}

/**
 * Whose change two versions differ by: somebody else's, where any of the fields was last changed by another one; one's
 * own where all of them were; null where that cannot be told.
 * @param events newest first
 * @param differing for each field that differs, what the log calls it, a part of a group with a dot
 */
export function lastOf<Event extends Told & { actor: Pick<AuditEvent['actor'], 'kind' | 'isYou'> }>(
  events: readonly Event[],
  differing: readonly (readonly string[])[],
): Event | null {
  const found = differing.map((names) => events.findIndex((event) => names.some((name) => changes(event, name))))
  const known = [...new Set(found)].sort((a, b) => a - b).flatMap((place) => events[place] ?? [])
  const others = known.find(({ actor }) => actor.kind !== 'user' || !actor.isYou)
  return others ?? (found.includes(-1) ? null : (known[0] ?? null))
}

function changes({ objectType, before, after }: Told, name: string): boolean {
  if (objectType === 'tagging') return name === loggedTags
  // What began or ended with it is no change of a field.
  if (!before || !after) return false
  return JSON.stringify(valueAt(before, name)) !== JSON.stringify(valueAt(after, name))
}

function valueAt(fields: Record<string, unknown>, name: string): unknown {
  if (name in fields) return fields[name]
  return (
    name.split('.').reduce<unknown>((inner, part) => (inner as Record<string, unknown> | null)?.[part], fields) ?? null
  )
}
