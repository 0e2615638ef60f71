import {
  type BulkChange,
  type BulkChangeInput,
  type BulkChangeOrder,
  type BulkChangePreview,
  mostChanged,
} from '@tenantry/contract/bulk-changes.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { requirePermission } from '../../platform/auth/caller.ts'
import { newId } from '../../platform/clock/clock.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { emitEvent } from '../../platform/jobs/outbox.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { recordAudit } from '../audit-events/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import {
  type BulkChangeRow,
  findBulkChange,
  findBulkChangeRows,
  insertBulkChange,
  lockBulkChange,
  planBulkChanges,
  reopenLeft,
  saveBulkChange,
} from './bulk-changes.queries.ts'
import { bulkChangeSummaries, bulkChangeView, undoUntil } from './bulk-changes.view.ts'
import { findSeenTags, findSeenUsers } from './candidates.queries.ts'
import { namesInOrders } from './differences.ts'
import { inChunks, previewBulkChange } from './preview-bulk-change.ts'
import { previewUndo } from './preview-undo.ts'
import { subjectOf, subjects } from './subjects.ts'

/** What tells the job to go on with a bulk change. */
export const bulkChangeAsked = { name: 'bulk_change.asked', version: 1 } as const

/** The answer of the operation: one of the two. */
export interface BegunBulkChange {
  preview: BulkChangePreview | null
  bulkChange: BulkChange | null
}

/**
 * Begins to change many customers, devices or entities, which goes on in the background, or tells in a dry run what would
 * change, and why the others would not (B24). The rules are those of changing one.
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
    after: await toldOf(context, input, ids.length),
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
  return toPage(plan, rows, counted, await bulkChangeSummaries(tx, rows))
}

/**
 * Begins to take back a bulk change that has ended, within a day, and what was left of it once more; a dry run tells what
 * would be brought back, and why the rest would not (B24).
 * @throws not_found (404) for what is not the caller's own
 * @throws forbidden (403) for those who may not change one any more
 * @throws undo_refused (409) while it runs, after that day, when all of it was taken back already, and where it deletes
 */
export async function undoBulkChange(context: CallContext, id: string): Promise<BegunBulkChange> {
  const { tx, caller, clock, dryRun } = context
  const row = found(await lockBulkChange(tx, id))
  requirePermission(caller, subjectOf(row).permission)
  const until = undoUntil(row)
  if (!until || until < clock.now())
    throw new AppError('undo_refused', { params: { reason: until ? 'too_late' : row.state } })
  if (dryRun) return { preview: await previewUndo(context, row), bulkChange: null }
  await reopenLeft(tx, id)
  const { apiKey } = caller
  const by = { api_key_id: apiKey?.id ?? null, api_key_name: apiKey?.name ?? null }
  await saveBulkChange(tx, id, { state: 'undoing', left_alone: 0, ...by })
  await recordAudit(context, {
    action: 'bulk_change.undone',
    organizationId: caller.organization.id,
    objectType: 'bulk_change',
    objectId: id,
    before: { kind: (row.change as BulkChangeOrder).kind, [row.list]: row.changed - row.restored },
    after: null,
  })
  await askFor(context, id)
  return { preview: null, bulkChange: await readBulkChange(context, id) }
}

/**
 * What the log says of a change that begins: what of how many, and to what. Not which, nor where they go: this stands in
 * the log of the house of whoever begins it, which somebody may read who does not see all of the house's customers. The
 * log of each that is changed names it by the request.
 */
async function toldOf({ tx }: CallContext, { list, change }: BulkChangeInput, count: number) {
  const { kind, ...values } = change
  const about = { kind, [list]: count }
  if (kind === 'move' || kind === 'entity') return about
  if (change.kind !== 'tags' && change.kind !== 'technicians') return { ...about, ...values }
  const namesIn = await namesInOrders(tx, [change])
  const side = (name: string, some: readonly string[]) =>
    some.length === 0 ? {} : { [name]: namesIn(change).flatMap(({ id, name: of }) => (some.includes(id) ? [of] : [])) }
  return { ...about, ...side('added', change.add), ...side('removed', change.remove) }
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

async function checkOrder({ tx, caller }: CallContext, change: BulkChangeOrder): Promise<void> {
  const nothing = { path: 'change', code: 'nothing_to_change', message: 'Name what is to be changed' }
  const given =
    change.kind === 'settings'
      ? [change.timeZone, change.locale, change.currency]
      : change.kind === 'accountManager'
        ? [change.accountManagerEmail]
        : [null]
  if (given.every((each) => each === undefined)) throw invalidInput(nothing)
  if (change.kind !== 'tags' && change.kind !== 'technicians') return
  const { add, remove } = change
  const named: readonly string[] = [...add, ...remove]
  if (named.length === 0) throw invalidInput(nothing)
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
