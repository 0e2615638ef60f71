/** Goes on with a bulk change, one chunk after the other, each in one transaction with its progress. */
import type { BulkChangeOrder } from '@tenantry/contract/bulk-changes.ts'
import { actingCaller } from '../../platform/auth/acting-caller.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { asAppError, isRetryable } from '../../platform/http/problems.ts'
import type { JobContext } from '../../platform/jobs/tasks.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { holdAlerts, releaseAlerts } from '../license-alerts/public.ts'
import { lockTree } from '../organizations/public.ts'
import type { Done } from './apply-to-customer.ts'
import {
  type BulkChangeRow,
  dropItems,
  findBulkChange,
  findItems,
  lockBulkChange,
  saveBulkChange,
  settleItem,
} from './bulk-changes.queries.ts'
import { gone, type Left } from './judge-customers.ts'
import { subjectOf } from './subjects.ts'

/** Whose bulk change it is. */
export interface AskedFor {
  providerId: string
  membershipId: string
  bulkChangeId: string
}

/** How often what others have got in the way of is tried before it counts as refused. */
const mostTries = 6

/** How many one transaction changes. */
const chunk = 50

/** A status and technicians hold the provider's tree, and nobody adds a customer meanwhile. */
const chunkOfTree = 10

/**
 * Goes on until nothing is left to do, or the server stops; then another run goes on from there. What a chunk has done
 * is noted in its own transaction, so that nothing is changed twice, wherever a server dies.
 */
export async function runBulkChange(job: JobContext, asked: AskedFor): Promise<void> {
  let tries = 0
  for (let most: number | null = null; ; ) {
    if (job.signal.aborted) throw new TypeError('The server stops; another run goes on')
    const person = await actingPerson(job, asked)
    if (!person) return stop(job, asked)
    try {
      if (!(await runChunk(job, person, asked, most))) return
      most = null
      tries = 0
    } catch (error) {
      if (!(error instanceof AppError || isRetryable(error))) throw error
      // What is refused against all expectation is found by going on one by one; what was written until then is gone.
      // What others get in the way of again and again is no different.
      const isRefused = (error instanceof AppError && error.code !== 'precondition_failed') || ++tries >= mostTries
      if (most === 1 && isRefused) await noteRefusal(job, person, asked, asAppError(error))
      most = most === null ? 1 : null
    }
  }
}

/**
 * Whoever asked for it, as they stand now: in their name and within their walls the job works.
 * @returns null where they may not edit what it is about now, and where the key is gone that they asked with
 */
async function actingPerson(job: JobContext, asked: AskedFor): Promise<Caller | null> {
  const row = await onOwn(job, asked, (tx) => findBulkChange(tx, asked.bulkChangeId))
  const { providerId, membershipId } = asked
  const caller = row && (await actingCaller(job.tenantDb, { providerId, membershipId, apiKeyId: row.api_key_id }))
  return row && caller?.permissions.has(subjectOf(row).permission) ? caller : null
}

/** Whoever asked for it may not go on: what is done stays, and can be taken back by them once they may again. */
async function stop(job: JobContext, asked: AskedFor): Promise<void> {
  await onOwn(job, asked, async (tx) => {
    const row = await lockBulkChange(tx, asked.bulkChangeId)
    if (row?.state !== 'running' && row?.state !== 'undoing') return
    // The day for taking it back goes on counting from the end of the change itself.
    const ended = row.state === 'running' ? { finished_at: job.clock.now() } : {}
    await saveBulkChange(tx, asked.bulkChangeId, { state: 'stopped', ...ended })
    await releaseAlerts(tx, asked.providerId, asked.bulkChangeId)
  })
}

/** The bulk change itself is its maker's, whatever they may see at the moment. */
function onOwn<Result>(
  job: JobContext,
  { providerId, membershipId }: AskedFor,
  work: (tx: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  return job.tenantDb.within({ ...systemScope(providerId), membershipId }, work)
}

/** @returns whether there may be more to do */
async function runChunk(job: JobContext, caller: Caller, asked: AskedFor, most: number | null): Promise<boolean> {
  const { bulkChangeId } = asked
  return job.tenantDb.within(
    caller.scope,
    async (tx) => {
      const row = await lockBulkChange(tx, bulkChangeId)
      if (row?.state !== 'running' && row?.state !== 'undoing') return false
      const origin = { id: `bulk ${bulkChangeId}`, source: null }
      const context: CallContext = { tx, actor: caller, caller, clock: job.clock, origin, ifMatch: null, dryRun: false }
      const { kind } = row.change as BulkChangeOrder
      const holdsTree = kind === 'status' || kind === 'technicians'
      if (holdsTree) await lockTree(tx)
      const size = most ?? (holdsTree ? chunkOfTree : chunk)
      const goesOn = await (row.state === 'running' ? goOn(context, row, size) : goBack(context, row, size))
      // What it leads to is told once it is through.
      if (goesOn) await holdAlerts(context, row.id)
      else await releaseAlerts(tx, row.provider_id, row.id)
      return goesOn
    },
    { statementTimeoutMs: 30_000, lockTimeoutMs: 10_000 },
  )
}

async function goOn(context: CallContext, row: BulkChangeRow, most: number): Promise<boolean> {
  const { tx, clock } = context
  const order = row.change as BulkChangeOrder
  const items = await findItems(tx, row.id, { states: ['pending'], most })
  if (items.length === 0) {
    await saveBulkChange(tx, row.id, { state: 'done', finished_at: clock.now(), processed: row.total })
    return false
  }
  const ids = items.map(({ object_id }) => object_id)
  const subject = subjectOf(row)
  const judge = async (some: string[]) =>
    new Map((await subject.judge(context, order, some)).map((each) => [each.candidate.id, each.left]))
  // What holds from above may end with this very change: a status is judged by what has become of those before it.
  const judged = order.kind === 'status' ? null : await judge(ids)
  // What is refused is not touched.
  const open = judged ? ids.filter((id) => judged.get(id) === null) : []
  if (open.length > 0) await subject.hold(context, order, open)
  const unchanged: string[] = []
  const counts = { changed: 0, refused: 0 }
  for (const id of ids) {
    const known = judged ?? (await judge([id]))
    const left = known.has(id) ? known.get(id) : gone
    if (left?.code === 'same') {
      unchanged.push(id)
      continue
    }
    const done = left ?? (await subject.apply(context, id, order))
    if (isLeft(done)) {
      counts.refused++
      await settleItem(tx, row.id, id, { state: 'refused', left: done })
    } else {
      counts.changed++
      await settleItem(tx, row.id, id, { state: 'changed', done })
    }
  }
  await dropItems(tx, row.id, unchanged)
  await saveBulkChange(tx, row.id, {
    processed: row.processed + items.length,
    changed: row.changed + counts.changed,
    refused: row.refused + counts.refused,
  })
  return true
}

async function goBack(context: CallContext, row: BulkChangeRow, most: number): Promise<boolean> {
  const { tx } = context
  const items = await findItems(tx, row.id, { states: ['changed'], most })
  if (items.length === 0) {
    // The day for trying what is left once more goes on counting from the end of the change itself.
    await saveBulkChange(tx, row.id, { state: 'undone' })
    return false
  }
  const subject = subjectOf(row)
  const ids = items.map(({ object_id }) => object_id)
  const seen = new Set(await subject.among(context, ids))
  const open = items.flatMap(({ object_id: id, done }) => (seen.has(id) ? [{ id, done: done as Done }] : []))
  if (open.length > 0) await subject.holdBack(context, open)
  const counts = { restored: 0, left: 0 }
  for (const { object_id: id, done } of items) {
    const left = seen.has(id) ? await subject.takeBack(context, id, done as Done) : gone
    counts[left ? 'left' : 'restored']++
    await settleItem(tx, row.id, id, { state: left ? 'left' : 'restored', left })
  }
  await saveBulkChange(tx, row.id, {
    restored: row.restored + counts.restored,
    left_alone: row.left_alone + counts.left,
  })
  return true
}

/** Notes that the next one was refused by a rule that was not foreseen. */
async function noteRefusal(
  job: JobContext,
  { scope }: Caller,
  { bulkChangeId }: AskedFor,
  error: AppError,
): Promise<void> {
  await job.tenantDb.within(scope, async (tx) => {
    const row = await lockBulkChange(tx, bulkChangeId)
    if (row?.state !== 'running' && row?.state !== 'undoing') return
    const isBackwards = row.state === 'undoing'
    const [item] = await findItems(tx, row.id, { states: [isBackwards ? 'changed' : 'pending'], most: 1 })
    if (!item) return
    const [problem] = error.details.errors ?? []
    const left = { code: problem?.code ?? error.code, message: problem?.message ?? error.message }
    await settleItem(tx, row.id, item.object_id, { state: isBackwards ? 'left' : 'refused', left })
    await saveBulkChange(
      tx,
      row.id,
      isBackwards ? { left_alone: row.left_alone + 1 } : { processed: row.processed + 1, refused: row.refused + 1 },
    )
  })
}

function isLeft(done: Done | Left): done is Left {
  return 'code' in done
}
