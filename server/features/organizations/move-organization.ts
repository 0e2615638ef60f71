import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { MembershipId, OrganizationId } from '@tenantry/contract/ids.ts'
import { mostNamedPeople, type OrganizationMove } from '@tenantry/contract/organization-moves.ts'
import { childTypes, type OrganizationStatus, type OrganizationType } from '@tenantry/contract/organizations.ts'
import { AppError, invalidInput, namedNotFound } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import { chargesTold, leaveAccount, lockLicenses, moveLicenses, renewAlerts } from '../license-counts/public.ts'
import { resolveSettings, settingNames } from '../settings/public.ts'
import { findForeigners } from './assigned-people.queries.ts'
import { effectiveStatus, requireGrowth, requireWritable } from './growth.ts'
import {
  countBelow,
  type Extent,
  findTakenBelow,
  hangBelow,
  liesBelow,
  lockNode,
  moveInClosure,
  type PlacedNode,
  releaseTags,
} from './moves.queries.ts'
import { deleteForeignAssignments, findWatchers, renewAccess, type WatcherRow } from './sight.queries.ts'
import { findHome, lockTree } from './tree.queries.ts'

/**
 * Moves an organization with all that lies below it under another parent of the same provider, and tells what that
 * changes (RI1, B17). Holds the lock of the provider's tree alone, so that two moves never make a circle and nothing is
 * added meanwhile. A preview is the same move, taken back, of the organization alone: what it tells depends on nothing
 * below but codes and counts. It has the tree alone as well: whoever adds a device holds the organization and then its
 * licenses, and the two would stand in each other’s way.
 * @throws not_found (404) when the caller cannot see the organization or the new parent
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws code_unavailable (409) when a code that moves along is taken where it would have to be unique
 * @throws license_exhausted (409) where those above the new parent have too few licenses left for what it uses and has set aside
 * @throws invalid_input (422) below itself, where the type may not lie, where nothing is added, and when archived
 */
export async function moveOrganization(
  context: CallContext,
  id: string,
  parentId: string,
): Promise<{ move: OrganizationMove; version: number }> {
  const { tx } = context
  await lockTree(tx)
  const [node, parent] = [await lockNode(tx, id), await lockNode(tx, parentId)]
  if (!node || node.parent_id === null) throw new AppError('not_found')
  requireMatch(context.ifMatch, node.version)
  if (!parent) throw namedNotFound('parentId', 'The organization above does not exist')
  await checkPlace(context, node, parent)
  const before = await placeOf(context, id)
  if (node.parent_id === parentId)
    return { move: await describeMove(context, id, parentId, before), version: node.version }
  const extent = context.dryRun ? 'itself' : 'with all below'
  // In their order, also beside what changes counters without holding the tree.
  if (context.dryRun) await lockLicenses(context, [id, parentId])
  // What is metered of months that have ended is told by no preview.
  else await leaveAccount(context, id, parentId)
  await moveLicenses(context, id, parentId)
  await hang(context, node, parent, extent)
  await moveInClosure(tx, id, parentId, extent)
  // What is inherited there may be another threshold.
  if (extent === 'with all below') await renewAlerts(context, id)
  await releaseForeigners(context, id)
  await releaseTags(tx, id)
  await renewAccess(tx, id, extent)
  const move = await describeMove(context, id, parentId, before)
  await recordMove(context, node, parentId)
  return { move, version: node.version + 1 }
}

async function checkPlace(context: CallContext, node: PlacedNode, parent: PlacedNode): Promise<void> {
  const refuse = (code: string, message: string) => invalidInput({ path: 'parentId', code, message })
  if (await liesBelow(context.tx, parent.id, node.id))
    throw refuse('below_itself', 'An organization cannot lie below itself')
  if (!childTypes[parent.type as OrganizationType].includes(node.type as OrganizationType))
    throw refuse(
      'type_not_allowed_here',
      `An organization of type ${parent.type} cannot hold one of type ${node.type} directly`,
    )
  await requireWritable(context, node.id)
  if (node.parent_id !== parent.id) await requireGrowth(context, parent.id, 'parentId')
}

async function hang({ tx, clock }: CallContext, node: PlacedNode, parent: PlacedNode, extent: Extent): Promise<void> {
  const to = parent.type === 'partner' || parent.type === 'provider' ? parent.id : parent.code_scope_id
  const codeScope = { from: node.code_scope_id, to }
  const taken = codeScope.from === to ? [] : await findTakenBelow(tx, node.id, codeScope)
  if (taken.length > 0) throw codesTaken(taken)
  try {
    const sinksBy = parent.depth + 1 - node.depth
    await hangBelow(tx, node.id, {
      parentId: parent.id,
      parentKey: sortKey(parent.name),
      sinksBy,
      codeScope,
      extent,
      now: clock.now(),
    })
  } catch (error) {
    // Taken by an organization that the caller cannot see.
    if ((error as { constraint?: unknown }).constraint === 'organizations_code') throw codesTaken([])
    throw error
  }
}

function codesTaken(codes: string[]): AppError {
  const detail =
    codes.length === 0
      ? 'A code that would move along is taken there'
      : `Taken there already: ${codes.join(', ')}. Change these codes first.`
  return new AppError('code_unavailable', { detail })
}

/** What depends on the place of an organization. */
async function placeOf({ tx }: CallContext, id: string) {
  const [watchers, settings, status] = await Promise.all([
    findWatchers(tx, id),
    resolveSettings(tx, id),
    effectiveStatus(tx, id),
  ])
  return { watchers, settings, status: status as OrganizationStatus }
}

async function describeMove(
  context: CallContext,
  id: string,
  parentId: string,
  before: Awaited<ReturnType<typeof placeOf>>,
): Promise<OrganizationMove> {
  const [after, counts, licenses] = await Promise.all([
    placeOf(context, id),
    countBelow(context.tx, id),
    chargesTold(context, id),
  ])
  const gains = without(after.watchers, before.watchers)
  const loses = without(before.watchers, after.watchers)
  return {
    id: id as OrganizationId,
    parentId: parentId as OrganizationId,
    ...counts,
    licenses,
    gainsSight: gains.slice(0, mostNamedPeople).map(watcherView),
    gainsSightCount: gains.length,
    losesSight: loses.slice(0, mostNamedPeople).map(watcherView),
    losesSightCount: loses.length,
    effectiveStatus: { before: before.status, after: after.status },
    settings: settingNames
      .map((name) => ({ name, before: before.settings[name].value, after: after.settings[name].value }))
      .filter((setting) => setting.before !== setting.after),
  }
}

function without(some: WatcherRow[], others: WatcherRow[]): WatcherRow[] {
  const known = new Set(others.map((each) => each.id))
  return some.filter((each) => !known.has(each.id)).sort((one, other) => (one.name_key < other.name_key ? -1 : 1))
}

function watcherView(row: WatcherRow): OrganizationMove['gainsSight'][number] {
  return {
    membershipId: row.id as MembershipId,
    name: row.name,
    email: row.email,
    organizationName: row.organization_name,
  }
}

/**
 * Takes what has moved out of the care of users whose own organization no longer lies above it: they belong to a partner
 * that it has left. The log of what has moved tells who sees these users, which is not always the caller.
 * @returns how many assignments end, of users whom the caller sees
 */
export async function releaseForeigners(context: CallContext, id: string): Promise<number> {
  const foreign = await findForeigners(context.tx, id)
  await deleteForeignAssignments(context.tx, id)
  for (const { membership_id, organization_id, name } of foreign)
    await recordAudit(context, {
      action: 'user.unassigned',
      organizationId: organization_id,
      objectType: 'assignment',
      objectId: membership_id,
      before: { name },
      after: null,
    })
  return foreign.filter(({ is_seen }) => is_seen).length
}

/**
 * One row in the log of the organization itself, which does not say what lies above, since not all of its readers see
 * that; and one in the logs of the old and of the new parent, which outlive it and so know its code and no name. An old
 * parent that is out of sight has a log that the caller cannot write to: that of the caller's own organization tells.
 */
async function recordMove(context: CallContext, node: PlacedNode, parentId: string): Promise<void> {
  const moved = { objectType: 'organization', objectId: node.id }
  const what = { code: node.code }
  await recordAudit(context, {
    ...moved,
    action: 'organization.moved',
    organizationId: node.id,
    after: { name: node.name, ...what },
  })
  await recordAudit(context, { ...moved, action: 'organization.moved_here', organizationId: parentId, after: what })
  if (node.parent_id === null) return
  const above = await findHome(context.tx, node.parent_id)
  await recordAudit(context, {
    ...moved,
    action: 'organization.moved_away',
    organizationId: above?.id ?? context.caller.organization.id,
    before: what,
  })
}
