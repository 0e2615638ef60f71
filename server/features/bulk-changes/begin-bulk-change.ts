import {
  type BulkChange,
  type BulkChangeInput,
  type BulkChangeOrder,
  type BulkChangePreview,
  mostChanged,
  mostMeasured,
  mostNamed,
} from '@tenantry/contract/bulk-changes.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { requirePermission } from '../../platform/auth/caller.ts'
import { newId } from '../../platform/clock/clock.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { emitEvent } from '../../platform/jobs/outbox.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { recordAudit } from '../audit-events/public.ts'
import { applyStatus } from '../lifecycle/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import {
  type BulkChangeRow,
  findBulkChange,
  findBulkChangeRows,
  insertBulkChange,
  lockBulkChange,
  planBulkChanges,
  saveBulkChange,
} from './bulk-changes.queries.ts'
import { bulkChangeSummary, bulkChangeView, named, previewOf, undoUntil } from './bulk-changes.view.ts'
import { type Candidate, findChosenAbove, findSeenTags, findSeenUsers } from './candidates.queries.ts'
import { countLicenses } from './count-licenses.ts'
import { findSharedAfterMove } from './device-candidates.queries.ts'
import { type Judged, judgeCustomers, type Left } from './judge-customers.ts'
import { judgeDevices } from './judge-devices.ts'
import { subjectOf, subjects } from './subjects.ts'

/** What tells the job to go on with a bulk change. */
export const bulkChangeAsked = { name: 'bulk_change.asked', version: 1 } as const

/** How many are judged with one set of statements. */
const judgedAtOnce = 5_000

/** The answer of the operation: one of the two. */
export interface BegunBulkChange {
  preview: BulkChangePreview | null
  bulkChange: BulkChange | null
}

/**
 * Begins to change many customers, devices or entities, which goes on in the background, or tells in a dry run what would change, and why the
 * others would not (B24). The rules are those of changing one.
 * @throws forbidden (403) for those who may not change one, and for anything but devices to a customer's own people
 * @throws invalid_input (422) for tags and users that the caller cannot see, a change of nothing, and too many
 */
export async function beginBulkChange(context: CallContext, input: BulkChangeInput): Promise<BegunBulkChange> {
  const { tx, caller, clock, dryRun } = context
  requirePermission(caller, subjects[input.list].permission)
  if (input.list !== 'devices' && isOwnSide(caller)) throw new AppError('forbidden')
  await checkOrder(context, input.change)
  const ids = await chosenIds(context, input)
  if (dryRun) return { preview: await previewBulkChange(context, input, ids), bulkChange: null }
  const id = newId()
  const { providerId, membershipId } = caller.scope
  const about = { list: input.list, change: input.change, ids, now: clock.now() }
  await insertBulkChange(tx, { providerId, id, membershipId, apiKey: caller.apiKey }, about)
  await recordAudit(context, {
    action: 'bulk_change.begun',
    organizationId: caller.organization.id,
    objectType: 'bulk_change',
    objectId: id,
    before: null,
    after: { kind: input.change.kind, [input.list]: ids.length },
  })
  await askFor(context, id)
  return { preview: null, bulkChange: await readBulkChange(context, id) }
}

/** Reads one of the caller's own. @throws not_found (404) for any other */
export async function readBulkChange({ tx }: CallContext, id: string): Promise<BulkChange> {
  return bulkChangeView(tx, found(await findBulkChange(tx, id)))
}

/** Pages the caller's own, newest first. @throws invalid_input (422) for a cursor of another list */
export async function listBulkChanges({ tx, caller }: CallContext, query: ListQuery): Promise<Page<BulkChange>> {
  const plan = planBulkChanges(caller, query)
  const { rows, counted } = await findBulkChangeRows(tx, plan)
  return toPage(plan, rows, counted, bulkChangeSummary)
}

/**
 * Begins to take back a bulk change that has ended, once and within a day (B24).
 * @throws not_found (404) for what is not the caller's own
 * @throws forbidden (403) for those who may not change one any more
 * @throws undo_refused (409) while it runs, after that day, when it was taken back already, and where it deletes
 */
export async function undoBulkChange(context: CallContext, id: string): Promise<BulkChange> {
  const { tx, caller, clock } = context
  const row = found(await lockBulkChange(tx, id))
  requirePermission(caller, subjectOf(row).permission)
  const until = undoUntil(row)
  if (!until || until < clock.now())
    throw new AppError('undo_refused', { params: { reason: until ? 'too_late' : row.state } })
  const { apiKey } = caller
  await saveBulkChange(tx, id, { state: 'undoing', api_key_id: apiKey?.id ?? null, api_key_name: apiKey?.name ?? null })
  await recordAudit(context, {
    action: 'bulk_change.undone',
    organizationId: caller.organization.id,
    objectType: 'bulk_change',
    objectId: id,
    before: { kind: (row.change as BulkChangeOrder).kind, [row.list]: row.changed },
    after: null,
  })
  await askFor(context, id)
  return readBulkChange(context, id)
}

function found(row: BulkChangeRow | undefined): BulkChangeRow {
  if (!row) throw new AppError('not_found')
  return row
}

async function askFor(context: CallContext, bulkChangeId: string): Promise<void> {
  const { organization, scope } = context.caller
  const payload = { bulkChangeId, membershipId: scope.membershipId }
  await emitEvent(context, { ...bulkChangeAsked, organizationId: organization.id, payload })
}

async function chosenIds(context: CallContext, { list, ids, q, filter }: BulkChangeInput): Promise<string[]> {
  const { among, find } = subjects[list]
  if (ids) return (await inChunks([...new Set(ids)], (some) => among(context, some))).flat()
  const query = { ...(q === undefined ? {} : { q }), ...(filter === undefined ? {} : { filter }), limit: 200 }
  const all = await find(context, query, mostChanged + 1)
  if (all.length <= mostChanged) return all
  throw invalidInput({
    path: 'filter',
    code: 'too_many_at_once',
    message: `At most ${mostChanged} ${list} are changed at once; narrow the filter`,
  })
}

async function inChunks<Result>(ids: readonly string[], work: (some: string[]) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let start = 0; start < ids.length; start += judgedAtOnce)
    results.push(await work(ids.slice(start, start + judgedAtOnce)))
  return results
}

async function previewBulkChange(
  context: CallContext,
  { list, change }: BulkChangeInput,
  ids: readonly string[],
): Promise<BulkChangePreview> {
  if (change.kind === 'status') {
    const judged = (await inChunks(ids, (some) => judgeCustomers(context, change, some))).flat()
    return tryStatus(context, change, judged)
  }
  if (list === 'devices') {
    const judged = (await inChunks(ids, (some) => judgeDevices(context, change, some))).flat()
    const counted = await countLicenses(context, change, judged)
    const sharedSerials = change.kind === 'move' ? await sharedOf(context, change.organizationId, counted.judged) : null
    return { ...previewOf(counted.judged, null), sharedSerials, hasCountedLicenses: counted.isCounted }
  }
  return previewOf((await inChunks(ids, (some) => subjects[list].judge(context, change, some))).flat(), null)
}

/** Those that move and then are not alone with their serial number, as moving one alone tells of it. */
async function sharedOf(
  { tx }: CallContext,
  organizationId: string,
  judged: readonly Judged[],
): Promise<BulkChangePreview['sharedSerials']> {
  const ids = judged.filter(({ left }) => !left).map(({ candidate }) => candidate.id)
  const shared = await findSharedAfterMove(tx, organizationId, ids)
  return shared.length === 0 ? null : { count: shared.length, items: shared.slice(0, mostNamed).map(named) }
}

type StatusOrder = Extract<BulkChangeOrder, { kind: 'status' }>
type Effects = NonNullable<BulkChangePreview['effects']>

/**
 * Does it from above by the same code that does it in earnest, taken back with the dry run: what was held by another one
 * that changes, too, is held no longer.
 */
async function tryStatus(
  context: CallContext,
  change: StatusOrder,
  judged: readonly Judged<Candidate>[],
): Promise<BulkChangePreview> {
  const open = judged
    .filter(({ left }) => left === null || left.code === 'held_above')
    .map(({ candidate }) => candidate)
  if (open.length === 0 || open.length > mostMeasured) return previewOf(judged, null)
  const above = await findChosenAbove(
    context.tx,
    open.map(({ id }) => id),
  )
  const chosenAbove = ({ id }: Candidate) => above.get(id) ?? new Set()
  const lefts = new Map<string, Left | null>()
  let sum: Effects | null = null
  for (const candidate of open.toSorted((a, b) => chosenAbove(a).size - chosenAbove(b).size)) {
    const { id, status } = candidate
    const [now] = await judgeCustomers(context, change, [id])
    lefts.set(id, now?.left ?? null)
    if (now?.left) continue
    const { effects } = await applyStatus(context, { id, status, archived_until: null }, change.status)
    const isCounted = [...chosenAbove(candidate)].some((other) => lefts.get(other) === null)
    sum = sumOf(sum, isCounted ? { ...effects, ...nothingBelow } : effects)
  }
  return previewOf(
    judged.map((each) => {
      const left = lefts.get(each.candidate.id)
      return left === undefined ? each : { ...each, left }
    }),
    sum,
  )
}

/** What is counted with everything that lies below: of one below another that changes, too, with that one. */
const nothingBelow = { organizations: 0, users: 0, devices: 0, entities: 0 } as const

function sumOf(sum: Effects | null, effects: Effects): Effects {
  const before: Partial<Record<string, number>> = sum ?? {}
  return Object.fromEntries(
    Object.entries(effects).map(([name, count]) => [name, count + (before[name] ?? 0)]),
  ) as Effects
}

async function checkOrder({ tx, caller }: CallContext, change: BulkChangeOrder): Promise<void> {
  if (
    change.kind === 'settings' &&
    [change.timeZone, change.locale, change.currency].every((each) => each === undefined)
  )
    throw invalidInput({ path: 'change', code: 'nothing_to_change', message: 'Name what is to be changed' })
  if (change.kind !== 'tags' && change.kind !== 'technicians') return
  const { add, remove } = change
  const named: readonly string[] = [...add, ...remove]
  if (named.length === 0)
    throw invalidInput({ path: 'change', code: 'nothing_to_change', message: 'Name what is to be changed' })
  const seen =
    change.kind === 'tags' ? await findSeenTags(tx, named) : await findSeenUsers(tx, named, caller.scope.membershipId)
  const problem =
    change.kind === 'tags'
      ? { code: 'tag_not_usable', message: 'There is no such tag here' }
      : { code: 'user_not_assignable', message: 'This user cannot be picked here' }
  const problems = [add, remove].flatMap((ids, side) =>
    ids.flatMap((id, index) =>
      seen.has(id) ? [] : [{ path: `change.${side === 0 ? 'add' : 'remove'}.${index}`, ...problem }],
    ),
  )
  if (problems.length > 0) throw invalidInput(...problems)
}
