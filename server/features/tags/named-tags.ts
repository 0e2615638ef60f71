/** Tags by their names, as files name them. */
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { TagInput } from '@tenantry/contract/tags.ts'
import { sql } from 'kysely'
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
