import type { CustomerMerge, MergeRefusal, mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import type { Customer } from '@tenantry/contract/customers.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import { mostNamedPeople } from '@tenantry/contract/organization-moves.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { requirePermission } from '../../platform/auth/caller.ts'
import { AppError, invalidInput, namedNotFound } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { mergeContacts, mergeRepresentatives } from '../contacts/public.ts'
import { refuseEmptied } from '../customer-form-settings/public.ts'
import { type CustomerDetailRow, findCustomer, readCustomer, updateOrganization } from '../customers/public.ts'
import { keepUsersOfTwins, listSharedSerials, moveTrails, releaseKeys } from '../devices/public.ts'
import { moveEnrollment } from '../enrollments/public.ts'
import { renameClashing } from '../entities/public.ts'
import { moveExternalIds } from '../external-ids/public.ts'
import { moveNearness } from '../favourites/public.ts'
import { moveRequests } from '../invitations/public.ts'
import { forgetAlertSettings } from '../license-alerts/public.ts'
import { findLiveUses, limitsTold, lockLicenses, mergeLicenses, returnLicenses } from '../license-counts/public.ts'
import { keepMonthsSoFar } from '../licenses/public.ts'
import {
  effectiveStatus,
  findWatchers,
  lockTree,
  moveInClosure,
  releaseForeigners,
  renewAccess,
  requireGrowth,
  requireWritable,
} from '../organizations/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import { resolveSettings, setSettings } from '../settings/public.ts'
import { moveTags } from '../tags/public.ts'
import { moveAssignments } from '../users/public.ts'
import { hasLivingBelow, lockBoth, type MovedRows, moveRows } from './customer-merges.queries.ts'
import { columnsTaken, compareFields, settingsTaken } from './merged-fields.ts'
import { recordMerge } from './record-merge.ts'
import { describeSight, readSight } from './sight.ts'

/** How the caller wants two customers to be merged. */
export type MergeInput = InputOf<typeof mergeCustomer>['body']

/** Two customers of which the first is to become part of the second. */
interface Pair {
  source: CustomerDetailRow
  target: CustomerDetailRow
}

/** A customer with all its people. */
type Whole = Record<'source' | 'target', Customer>

/**
 * Merges a customer into another one, which gets its devices, entities, users, contacts and notes, and tells what that
 * did; a preview is the same merge, taken back (B10). What is left of the source is its code, its audit log and the
 * way to the target, all below the target. Holds the lock of the provider's tree alone, then both customers, so that two
 * merges that cross come one after the other and nothing is added meanwhile. So does a preview: it changes what others lock in
 * orders of their own, each device with its counts and licenses, and would stand in their way and they in its.
 * @throws forbidden (403) without the permission to edit, and for a customer's own people
 * @throws not_found (404) when the caller cannot see the one or the other
 * @throws precondition_required (428) without the version of the target that was confirmed
 * @throws precondition_failed (412) when somebody has changed the one or the other since
 * @throws license_exhausted (409) where the target has too few licenses left for what it gets
 * @throws merge_refused (409) with `params.reason` for what is no customer, for an enterprise with divisions and for one's
 * own organization
 * @throws invalid_input (422) for one and the same, for what is archived, for a target where nothing is added, for
 * names of entities that are taken, and for emptying what the provider requires
 */
export async function mergeCustomers(
  context: CallContext,
  id: string,
  input: MergeInput,
): Promise<{ merge: CustomerMerge; version: number }> {
  const { caller } = context
  requirePermission(caller, 'customers.update')
  if (isOwnSide(caller)) throw new AppError('forbidden')
  const pair = await lockPair(context, id, input)
  await checkPair(context, pair)
  // In their order, also beside what changes counters without holding the tree.
  if (context.dryRun) await lockLicenses(context, [pair.source.id, pair.target.id])
  return carryOut(context, pair, input)
}

async function lockPair(context: CallContext, id: string, { intoId, intoVersion }: MergeInput): Promise<Pair> {
  const { tx, ifMatch } = context
  await lockTree(tx)
  await lockBoth(tx, [id, intoId])
  const [source, target] = await Promise.all([findCustomer(tx, id), findCustomer(tx, intoId)])
  if (!source) throw new AppError('not_found')
  requireMatch(ifMatch, source.version)
  if (!target) throw namedNotFound('intoId', 'The customer to merge into does not exist')
  if (intoVersion === undefined && !context.dryRun)
    throw new AppError('precondition_required', {
      detail: 'intoVersion is missing: the version of the customer that stays',
    })
  if (![undefined, '*', target.version].includes(intoVersion)) throw new AppError('precondition_failed')
  return { source, target }
}

const mergeable = ['customer', 'enterprise']

async function checkPair(context: CallContext, { source, target }: Pair): Promise<void> {
  if (source.id === target.id)
    throw invalidInput({ path: 'intoId', code: 'same_customer', message: 'A customer cannot become part of itself' })
  if (context.caller.organization.id === source.id)
    throw refusal('own_organization', 'Only those above merge your own organization')
  if (!mergeable.includes(source.type) || !mergeable.includes(target.type))
    throw refusal('type_not_mergeable', 'Only customers and enterprises are merged; move what lies below a partner')
  if (await hasLivingBelow(context.tx, source.id))
    throw refusal('organization_not_empty', 'Divisions lie below it; move or delete these first')
  await requireWritable(context, source.id)
  await requireGrowth(context, target.id, 'intoId')
}

function refusal(reason: MergeRefusal, detail: string): AppError {
  return new AppError('merge_refused', { detail, params: { reason } })
}

async function carryOut(context: CallContext, { source, target }: Pair, input: MergeInput) {
  const { tx, clock } = context
  const before = await readWhole(context, source.id, target.id)
  const sight = await readSight(tx, source.id, target.id)
  const status = await effectiveStatus(tx, source.id)
  const compared = await Promise.all(
    [source, target].map(async (row) => ({ row, settings: await resolveSettings(tx, row.id) })),
  )
  const fields = compareFields(compared[0] as Compared, compared[1] as Compared, input.fields ?? {})

  const joined = { source: { id: source.id, code: source.code ?? '' }, target }
  const shared = await listSharedSerials(tx, source.id, target.id)
  const entitiesRenamed = await renameClashing(context, joined, input.entityNames ?? {})
  const contacts = await mergeContacts(context, source.id, target.id)
  const representatives = await mergeRepresentatives(context, source.id, target.id)
  const externalIds = await moveExternalIds(tx, source.id, target.id)
  await keepMonthsSoFar(context, [source.id, target.id])
  await moveInClosure(tx, source.id, target.id)
  const techniciansReleased = await releaseForeigners(context, source.id)
  const technicians = await moveAssignments(context, source.id, target.id)
  await moveRequests(tx, source.id, target.id)
  await moveTags(tx, source.id, target.id)
  await moveNearness(tx, source.id, target.id)
  await forgetAlertSettings(tx, source.id)
  const had = await findLiveUses(context, target.id)
  const limitsDropped = await limitsTold(context, source.id)
  await returnLicenses(context, source.id, 'customer.merged')
  await keepUsersOfTwins(tx, source.id, target.id)
  await releaseKeys(tx, source.id, target.id)
  await moveTrails(tx, source.id, target.id)
  const enrollment = await moveEnrollment(tx, source.id, target.id)
  const moved = await moveRows(tx, source.id, target.id, clock.now())
  await mergeLicenses(context, target.id, had)
  await renewAccess(tx, target.id)
  await updateOrganization(tx, target.id, { ...columnsTaken(fields, source), updated_at: clock.now() })
  await setSettings(tx, target.id, settingsTaken(fields))

  const withdrawn = new Set(moved.withdrawn.map(({ membershipId }) => membershipId))
  const merge: CustomerMerge = {
    ...described(before),
    intoVersion: target.version,
    fields,
    counts: countsOf(moved, {
      contacts: contacts.moved,
      salesRepresentatives: representatives.moved,
      technicians,
      externalIds,
      ...enrollment,
    }),
    entitiesRenamed: entitiesRenamed as CustomerMerge['entitiesRenamed'],
    serialNumbersShared: context.caller.permissions.has('devices.read') ? shared.slice(0, mostNamedPeople) : [],
    serialNumbersSharedCount: shared.length,
    usersWithdrawn: moved.withdrawn as CustomerMerge['usersWithdrawn'],
    sessionsEnded: moved.sessionsEnded,
    apiKeysStopped: moved.apiKeysStopped,
    contactsLeftOut: contacts.leftOut,
    salesRepresentativesLeftOut: representatives.leftOut,
    notesUnpinned: moved.notesUnpinned,
    limitsDropped,
    onboardingItemsDropped: moved.onboardingItems,
    techniciansReleased,
    ...describeSight(sight, await findWatchers(tx, target.id, 0), withdrawn),
    effectiveStatus: {
      before: status as OrganizationStatus,
      after: (await effectiveStatus(tx, target.id)) as OrganizationStatus,
    },
  }
  const { customer, version } = await readCustomer(context, target.id)
  await refuseEmptied(context, { before: before.target, after: customer })
  await recordMerge(context, before, customer, merge)
  return { merge, version }
}

type Compared = Parameters<typeof compareFields>[0]

async function readWhole(context: CallContext, source: string, target: string): Promise<Whole> {
  const [one, other] = await Promise.all([readCustomer(context, source), readCustomer(context, target)])
  return { source: one.customer, target: other.customer }
}

function described({ source, target }: Whole) {
  return {
    id: source.id as OrganizationId,
    intoId: target.id as OrganizationId,
    source: { name: source.name, code: source.code },
    target: { name: target.name, code: target.code },
  }
}

function countsOf(
  { devices, entities, users, invitations, notes, drafts, redirects }: MovedRows,
  people: Omit<CustomerMerge['counts'], keyof MovedRows>,
): CustomerMerge['counts'] {
  return { devices, entities, users, invitations, notes, drafts, redirects, ...people }
}
