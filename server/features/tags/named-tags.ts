/** Tags by their names, as files name them. */
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { TagInput } from '@tenantry/contract/tags.ts'
import { type SqlBool, sql } from 'kysely'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { fieldProblems } from '../../platform/http/problems.ts'
import { createTag } from './save-tag.ts'

/**
 * The tag of a name that can be put on an organization, or on what will lie below it: of the caller's own house, else of
 * the nearest one; where there is none that the caller sees, it is made in the caller's own house.
 * @throws forbidden (403) for whoever may make none
 * @throws invalid_input (422) for what is no name of a tag, and for one more than a house may have
 */
export async function settleTag(context: CallContext, organizationId: string, name: string): Promise<string> {
  const parsed = TagInput.safeParse({ name })
  if (!parsed.success) throw invalidInput(...fieldProblems(parsed.error))
  const found = await findNamedTag(context, organizationId, sortKey(parsed.data.name))
  if (found) return found
  if (!context.caller.permissions.has('customers.update')) throw new AppError('forbidden')
  return (await createTag(context, parsed.data)).tag.id
}

/** Tags that a row of a file names for something in an organization. */
interface NamedTags {
  organizationId: string
  names: readonly string[]
  /** Those that it carries already, which are meant before others of their names. */
  carried?: readonly { id: string; name: string }[]
}

/**
 * The tags that rows name, by the rules of {@link settleTag}: one statement finds them all, and one that is missing is made
 * once.
 * @returns for each row the ids of its tags, or what is in the way of one of them, at `tagNames`
 */
export async function settleTagsOfRows(
  context: CallContext,
  rows: readonly NamedTags[],
): Promise<(string[] | AppError)[]> {
  const found = await findTagsNamed(context, rows)
  const made = new Map<string, string | AppError>()
  const settled: (string[] | AppError)[] = []
  for (const { organizationId, names, carried = [] } of rows) {
    const own = new Map(carried.map(({ id, name }) => [sortKey(name), id]))
    const ids: (string | AppError)[] = []
    for (const name of names) {
      const key = sortKey(name)
      const known = own.get(key) ?? found.get(placeOf(organizationId, key)) ?? made.get(key)
      const id = known ?? (await madeTag(context, organizationId, name))
      if (known === undefined) made.set(key, id)
      ids.push(id)
    }
    settled.push(ids.find((id) => id instanceof AppError) ?? [...new Set(ids as string[])])
  }
  return settled
}

/** A tag that there was not; what is in the way of it is told of the row. */
async function madeTag(context: CallContext, organizationId: string, name: string): Promise<string | AppError> {
  try {
    return await settleTag(context, organizationId, name)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const [told] = error.details.errors ?? []
    const message = told?.message ?? `There is no tag “${name}” here`
    return invalidInput({ path: 'tagNames', code: told?.code ?? 'tag_unknown', message })
  }
}

const placeOf = (organizationId: string, nameKey: string) => `${organizationId} ${nameKey}`

/** The tags that rows may mean, by {@link placeOf}: of the caller's own house, else of the nearest one. */
async function findTagsNamed({ tx, caller }: CallContext, rows: readonly NamedTags[]): Promise<Map<string, string>> {
  const nameKeys = [...new Set(rows.flatMap(({ names }) => names.map(sortKey)))]
  if (nameKeys.length === 0) return new Map()
  const organizationIds = [...new Set(rows.map(({ organizationId }) => organizationId))]
  const tags = await tx
    .selectFrom('tags as t')
    .innerJoin('organization_closure as c', (join) =>
      join.onRef('c.provider_id', '=', 't.provider_id').onRef('c.ancestor_id', '=', 't.organization_id'),
    )
    .select(['t.id', 't.name_key', 'c.descendant_id'])
    .where(sql<SqlBool>`c.descendant_id = any(${organizationIds}::uuid[])`)
    .where(sql<SqlBool>`t.name_key = any(${nameKeys}::text[])`)
    // Of several of one name the last one is kept.
    .orderBy(sql`t.organization_id = ${caller.organization.id}`)
    .orderBy('c.distance', 'desc')
    .execute()
  return new Map(tags.map(({ id, name_key, descendant_id }) => [placeOf(descendant_id, name_key), id]))
}

async function findNamedTag({ tx, caller }: CallContext, organizationId: string, nameKey: string) {
  const row = await tx
    .selectFrom('tags as t')
    .innerJoin('organization_closure as c', (join) =>
      join.onRef('c.provider_id', '=', 't.provider_id').onRef('c.ancestor_id', '=', 't.organization_id'),
    )
    .select('t.id')
    .where('c.descendant_id', '=', organizationId)
    .where('t.name_key', '=', nameKey)
    .orderBy(sql`t.organization_id = ${caller.organization.id}`, 'desc')
    .orderBy('c.distance')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}
