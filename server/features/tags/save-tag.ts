import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { mostTags, type Tag, type TagInput, type TagPatch } from '@tenantry/contract/tags.ts'
import { newId } from '../../platform/clock/clock.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { recordAudit } from '../audit-events/public.ts'
import { findOrganization, requireWritable } from '../organizations/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import {
  countTags,
  deleteTagRow,
  findTag,
  findTagRows,
  holdTag,
  insertTag,
  planTags,
  type TagRow,
  updateTagRow,
} from './tags.queries.ts'
import { tagChange, tagView } from './tags.view.ts'

/** A tag with the version that its next change has to name. */
export interface SavedTag {
  tag: Tag
  version: number
}

/**
 * Pages the tags of the caller's own house and of those below it, as far as they are in sight (B6); there are none for a
 * customer's own people.
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listTags({ tx, caller }: CallContext, query: ListQuery): Promise<Page<Tag>> {
  const plan = planTags(caller, query)
  const { rows, counted } = await findTagRows(tx, plan)
  return toPage(plan, rows, counted, (row) => tagView(row, caller))
}

/** Reads a tag (B6). @throws not_found (404) when it does not exist for the caller */
export async function getTag(context: CallContext, id: string): Promise<SavedTag> {
  return saved(context, await readTag(context, id))
}

/**
 * Makes a tag, with its audit row in the log of its house (B6). Whoever edits customers does, while tagging.
 * @throws not_found (404) when the caller cannot see the house that it is for
 * @throws forbidden (403) for a customer's own people
 * @throws invalid_input (422) for a name that another tag of the house has, for an organization that is no house, for an
 * archived one, and for one more than a house may have
 */
export async function createTag(context: CallContext, input: TagInput): Promise<SavedTag> {
  const { tx, clock, caller } = context
  const houseId = await houseFor(context, input.organizationId)
  if ((await countTags(tx, houseId)) >= mostTags)
    throw invalidInput({
      path: '',
      code: 'too_many_tags',
      message: `There are ${mostTags} tags already; delete some first`,
    })
  const now = clock.now()
  const row = {
    provider_id: caller.scope.providerId,
    id: newId(),
    organization_id: houseId,
    name: input.name,
    name_key: sortKey(input.name),
    color: input.color,
    created_at: now,
    updated_at: now,
  }
  if (!(await insertTag(tx, row))) throw invalidInput(nameTaken)
  await recordAudit(context, tagChange('tag.created', null, row))
  return getTag(context, row.id)
}

/**
 * Renames or colors a tag that still has the version its editor has read. Where nothing differs, the version stays and
 * nothing is written. Locks the tag.
 * @throws not_found (404) when it does not exist for the caller
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) for a name that another tag of the house has, and where the house is archived
 */
export async function updateTag(context: CallContext, id: string, patch: TagPatch): Promise<SavedTag> {
  const row = await lockTag(context, id)
  const after = { ...row, name: patch.name ?? row.name, color: patch.color ?? row.color }
  if (after.name === row.name && after.color === row.color) return saved(context, row)
  await nameFree(
    updateTagRow(context.tx, id, {
      name: after.name,
      name_key: sortKey(after.name),
      color: after.color,
      updated_at: context.clock.now(),
    }),
  )
  await recordAudit(context, tagChange('tag.updated', row, after))
  return getTag(context, id)
}

/**
 * Deletes a tag and takes it from whatever carries it, with its audit row.
 * @throws not_found (404) when it does not exist for the caller
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) where the house is archived
 */
export async function deleteTag(context: CallContext, id: string): Promise<void> {
  const row = await lockTag(context, id)
  await deleteTagRow(context.tx, id)
  await recordAudit(context, tagChange('tag.deleted', row, null))
}

const nameTaken = { path: 'name', code: 'name_taken', message: 'Another tag here has this name' } as const

async function readTag({ tx }: CallContext, id: string): Promise<TagRow> {
  const row = await findTag(tx, id)
  if (!row) throw new AppError('not_found')
  return row
}

async function lockTag(context: CallContext, id: string): Promise<TagRow> {
  await holdTag(context.tx, id)
  const row = await readTag(context, id)
  requireMatch(context.ifMatch, row.version)
  await requireWritable(context, row.organization_id)
  return row
}

/** The house that a new tag is for: the one that is named, or the caller's own, which not everybody in it sees. */
async function houseFor(context: CallContext, organizationId: string | undefined): Promise<string> {
  const { tx, caller } = context
  if (isOwnSide(caller)) throw new AppError('forbidden')
  const id = organizationId ?? caller.organization.id
  const house = id === caller.organization.id ? caller.organization : await findOrganization(tx, id)
  if (!house) throw new AppError('not_found')
  if (house.type !== 'provider' && house.type !== 'partner')
    throw invalidInput({
      path: 'organizationId',
      code: 'tags_not_possible',
      message: 'Only the provider and its partners have tags',
    })
  await requireWritable(context, id)
  return id
}

async function nameFree(update: Promise<void>): Promise<void> {
  try {
    await update
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint === 'tags_name') throw invalidInput(nameTaken)
    throw error
  }
}

function saved({ caller }: CallContext, row: TagRow): SavedTag {
  return { tag: tagView(row, caller), version: row.version }
}
