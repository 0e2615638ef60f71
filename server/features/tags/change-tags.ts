/** Which tags an organization carries, from the organization's side (B6). */
import { mostTagsOfOne } from '@tenantry/contract/tag-labels.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import { deleteCarried, findCarried, findUsable, insertCarried } from './carried-tags.queries.ts'

/** What changes about the tags of an organization, by their ids. */
export interface TagsChange {
  add: readonly string[]
  remove: readonly string[]
}

/**
 * Makes an organization carry the given tags, and of those that the caller sees no others.
 * @returns whether anything differs
 * @throws invalid_input (422) for tags that cannot be put there
 */
export async function setTags(context: CallContext, organizationId: string, wanted: readonly string[]) {
  const carried = await findCarried(context.tx, organizationId)
  const kept = new Set(wanted)
  const remove = carried.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
  return changeTags(context, organizationId, { add: wanted, remove })
}

/**
 * Puts tags on an organization and takes others from it, with an audit row for each; what it carries already, or does not
 * carry, is left alone. The log shows these rows to those who see the tag.
 * @returns whether anything differs
 * @throws invalid_input (422) at `tagIds.N` for tags that are out of sight or of a house that does not lie above, and for
 * more than an organization carries
 */
export async function changeTags(
  context: CallContext,
  organizationId: string,
  { add, remove }: TagsChange,
): Promise<boolean> {
  const { tx, caller } = context
  const carried = new Map((await findCarried(tx, organizationId)).map(({ id, name }) => [id, name]))
  const added = [...new Set(add)].filter((id) => !carried.has(id))
  const removed = [...new Set(remove)].filter((id) => carried.has(id))
  if (added.length + removed.length === 0) return false
  const usable = new Map(
    (added.length > 0 ? await findUsable(tx, organizationId, added) : []).map((tag) => [tag.id, tag]),
  )
  requireUsable(add, new Set([...carried.keys(), ...usable.keys()]))
  if (carried.size + added.length - removed.length > mostTagsOfOne)
    throw invalidInput({ path: 'tagIds', code: 'too_many_tags', message: `One carries ${mostTagsOfOne} tags at most` })
  if (removed.length > 0) await deleteCarried(tx, organizationId, removed)
  const { providerId } = caller.scope
  const rows = [...usable.values()].map(({ id, house_id }) => ({
    providerId,
    organizationId,
    tagId: id,
    houseId: house_id,
  }))
  if (rows.length > 0) await insertCarried(tx, rows)
  await recordAudits(context, [
    ...added.map((id) => tagging(organizationId, id, null, usable.get(id)?.name)),
    ...removed.map((id) => tagging(organizationId, id, carried.get(id), null)),
  ])
  return true
}

function requireUsable(add: readonly string[], known: ReadonlySet<string>): void {
  const problems = add.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `tagIds.${index}`, code: 'tag_not_usable', message: 'There is no such tag here' }],
  )
  if (problems.length > 0) throw invalidInput(...problems)
}

function tagging(
  organizationId: string,
  tagId: string,
  before: string | null | undefined,
  after: string | null | undefined,
) {
  const named = (name: string | null | undefined) => (name ? { name } : null)
  return {
    action: before ? ('customer.untagged' as const) : ('customer.tagged' as const),
    organizationId,
    objectType: 'tagging',
    objectId: tagId,
    before: named(before),
    after: named(after),
  }
}
