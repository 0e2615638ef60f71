import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import {
  type createSavedView,
  mostViews,
  type SavedView,
  type updateSavedView,
} from '@tenantry/contract/saved-views.ts'
import { newId } from '../../platform/clock/clock.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { recordAudit } from '../audit-events/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import { checkSearch } from './check-search.ts'
import {
  countViews,
  deleteDefault,
  deleteViewRow,
  findView,
  findViewRows,
  holdView,
  insertDefault,
  insertView,
  planViews,
  type SavedViewRow,
  updateViewRow,
} from './saved-views.queries.ts'
import { mayChange, savedViewView, viewChange } from './saved-views.view.ts'

/** A view with the version that its next change has to name. */
export interface KeptView {
  view: SavedView
  version: number
}

/**
 * Pages the caller's own views and those of the caller's house (B8).
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listViews({ tx, caller }: CallContext, query: ListQuery): Promise<Page<SavedView>> {
  const plan = planViews(caller, query)
  const { rows, counted } = await findViewRows(tx, plan)
  return toPage(plan, rows, counted, (row) => savedViewView(row, caller))
}

/** Reads a view (B8). @throws not_found (404) when it does not exist for the caller */
export async function getView(context: CallContext, id: string): Promise<KeptView> {
  const row = await readView(context, id)
  return { view: savedViewView(row, context.caller), version: row.version }
}

/**
 * Keeps a view of a list, with its audit row (B8).
 * @throws invalid_input (422) for what its list does not know, for a name that another view of the list has among one's own
 * or the house's, for one more than a person or a house may have, and for a customer's own people who share one
 */
export async function createView(
  context: CallContext,
  { list, name, search, isShared = false }: InputOf<typeof createSavedView>['body'],
): Promise<KeptView> {
  const { caller, clock, tx } = context
  checkSearch(caller, list, search)
  const now = clock.now()
  const row = {
    provider_id: caller.scope.providerId,
    id: newId(),
    ...(await ownerOf(context, isShared)),
    author_id: caller.scope.membershipId,
    list,
    name,
    name_key: sortKey(name),
    search,
    created_at: now,
    updated_at: now,
  }
  await nameFree(insertView(tx, row))
  await recordAudit(context, viewChange('saved_view.created', caller.organization, null, { ...row, version: 1 }))
  return getView(context, row.id)
}

/**
 * Changes the given fields of a view that still has the version its editor has read. Where nothing differs, the version
 * stays and nothing is written. Locks the view. What is taken back from the house is its author's alone.
 * @throws not_found (404) when it does not exist for the caller
 * @throws forbidden (403) for another's view without the right to look after those of the house
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) as for a new one, and for another's view that is to be taken back
 */
export async function updateView(
  context: CallContext,
  id: string,
  patch: InputOf<typeof updateSavedView>['body'],
): Promise<KeptView> {
  const row = await lockView(context, id)
  const { name = row.name, search = row.search, isShared = row.membership_id === null } = patch
  const isMoved = isShared !== (row.membership_id === null)
  if (name === row.name && search === row.search && !isMoved) return getView(context, id)
  // What was kept once may be renamed, whatever its list has lost since.
  if (search !== row.search) checkSearch(context.caller, row.list as SavedView['list'], search)
  if (isMoved && row.author_id !== context.caller.scope.membershipId)
    throw invalidInput({ path: 'isShared', code: 'view_of_another', message: 'Who shared it can take it back' })
  const owner = isMoved ? await ownerOf(context, isShared) : {}
  const after = { ...row, ...owner }
  const change = { name, name_key: sortKey(name), search, ...owner }
  await nameFree(updateViewRow(context.tx, id, { ...change, updated_at: context.clock.now() }))
  const house = context.caller.organization
  await recordAudit(context, viewChange('saved_view.updated', house, row, { ...after, version: row.version + 1 }))
  return getView(context, id)
}

/**
 * Deletes a view, with its audit row.
 * @throws not_found (404) when it does not exist for the caller
 * @throws forbidden (403) for another's view without the right to look after those of the house
 * @throws precondition_failed (412) when somebody has changed it since
 */
export async function deleteView(context: CallContext, id: string): Promise<void> {
  const row = await lockView(context, id)
  await deleteViewRow(context.tx, id)
  await recordAudit(context, viewChange('saved_view.deleted', context.caller.organization, row, null))
}

/** Has the view's list open with it, for the caller alone. @throws not_found (404) when it does not exist for the caller */
export async function setDefault(context: CallContext, id: string): Promise<void> {
  const { list } = await readView(context, id)
  const { providerId, membershipId } = context.caller.scope
  await insertDefault(context.tx, { provider_id: providerId, membership_id: membershipId, list, view_id: id })
}

/** Takes that back. @throws not_found (404) when the view does not exist for the caller */
export async function clearDefault(context: CallContext, id: string): Promise<void> {
  await readView(context, id)
  await deleteDefault(context.tx, id)
}

async function readView({ tx }: CallContext, id: string): Promise<SavedViewRow> {
  const row = await findView(tx, id)
  if (!row) throw new AppError('not_found')
  return row
}

async function lockView(context: CallContext, id: string): Promise<SavedViewRow> {
  await holdView(context.tx, id)
  const row = await readView(context, id)
  if (!mayChange(row, context.caller)) throw new AppError('forbidden')
  requireMatch(context.ifMatch, row.version)
  return row
}

/** Whose a view is: the caller's or the house's. Checks that there is room for it. */
async function ownerOf({ tx, caller }: CallContext, isShared: boolean) {
  if (isShared && isOwnSide(caller))
    throw invalidInput({
      path: 'isShared',
      code: 'sharing_not_possible',
      message: 'Views are shared by the people of a provider or a partner',
    })
  const owner = isShared
    ? { membership_id: null, organization_id: caller.organization.id }
    : { membership_id: caller.scope.membershipId, organization_id: null }
  if ((await countViews(tx, owner.membership_id)) >= mostViews)
    throw invalidInput({
      path: '',
      code: 'too_many_views',
      message: `There are ${mostViews} views already; delete some first`,
    })
  return owner
}

async function nameFree(write: Promise<void>): Promise<void> {
  try {
    await write
  } catch (error) {
    const { constraint } = error as { constraint?: unknown }
    if (constraint !== 'saved_views_name' && constraint !== 'saved_views_shared_name') throw error
    throw invalidInput({ path: 'name', code: 'name_taken', message: 'Another view of this list has this name' })
  }
}
