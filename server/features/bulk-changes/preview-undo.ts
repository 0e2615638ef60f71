/** What taking a bulk change back would do, told before: by the rules of a change in the other direction (B24). */
import {
  type BulkChangeOrder,
  type BulkChangePreview,
  mostChanged,
  mostNamed,
} from '@tenantry/contract/bulk-changes.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { changedSince, type Done } from './apply-to-customer.ts'
import { type BulkChangeRow, findItems } from './bulk-changes.queries.ts'
import { previewOf } from './bulk-changes.view.ts'
import type { Candidate } from './candidates.queries.ts'
import { countLicenses } from './count-licenses.ts'
import type { DeviceCandidate } from './device-candidates.queries.ts'
import { backwards, changedThings } from './differences.ts'
import { gone, type Judged, readOnly, same } from './judge-customers.ts'
import { ordersOf } from './orders-of.ts'
import { inChunks, type StatusOrder, tryStatus } from './preview-bulk-change.ts'
import { subjectOf } from './subjects.ts'

/** What was done to some, by their ids, with the orders that do it and take it back. */
type Items = ReadonlyMap<string, { done: Done } & ReturnType<typeof ordersOf>>

/** Judges what is still to be taken back of a bulk change; only for a dry run, since it tries a status and takes licenses. */
export async function previewUndo(context: CallContext, row: BulkChangeRow): Promise<BulkChangePreview> {
  const found = await findItems(context.tx, row.id, { states: ['changed', 'left'], most: mostChanged })
  const items: Items = new Map(
    found.map(({ object_id, done }) => [object_id, { done: done as Done, ...ordersOf(done as Done) }]),
  )
  const judged = await judgeItems(context, row, items)
  const preview = await triedOut(context, row, items, judged)
  const lost = items.size - judged.length
  if (lost === 0) return preview
  return { ...preview, total: items.size, left: [...preview.left, { ...gone, count: lost, items: [] }] }
}

/**
 * What was done to one still stands where doing it anew would change nothing; a status, where nobody has set it since. What
 * is archived by now tells so.
 */
async function judgeItems(context: CallContext, row: BulkChangeRow, items: Items): Promise<Judged[]> {
  const standing = new Set<string>()
  for (const { candidate, left } of await judgeEach(context, row, items, 'forth')) {
    const done = items.get(candidate.id)?.done
    const stands = done?.kind === 'status' ? isStatusOf(candidate as Candidate, done) : left?.code === same.code
    if (stands || left?.code === readOnly.code) standing.add(candidate.id)
  }
  const judged = await judgeEach(context, row, items, 'back')
  return judged.map((each) => (standing.has(each.candidate.id) ? each : { ...each, left: changedSince }))
}

const isStatusOf = ({ status, statusSince }: Candidate, { after, since }: Extract<Done, { kind: 'status' }>) =>
  status === after && statusSince === since

/** Judges each by its own order; those of the same one together. */
async function judgeEach(context: CallContext, row: BulkChangeRow, items: Items, way: 'forth' | 'back') {
  const together = new Map<string, { order: BulkChangeOrder; ids: string[] }>()
  for (const [id, { [way]: order }] of items) {
    const key = JSON.stringify(order)
    const group = together.get(key) ?? { order, ids: [] }
    group.ids.push(id)
    together.set(key, group)
  }
  const judged: Judged[] = []
  for (const { order, ids } of together.values())
    judged.push(...(await inChunks(ids, (some) => subjectOf(row).judge(context, order, some))).flat())
  return judged
}

/** What becomes of them when a status is tried, and licenses are taken. */
async function triedOut(context: CallContext, row: BulkChangeRow, items: Items, judged: Judged[]) {
  const { kind } = row.change as BulkChangeOrder
  const orderOf = (id: string) => items.get(id)?.back ?? (row.change as BulkChangeOrder)
  const seen = async (those: readonly Judged[], effects: BulkChangePreview['effects'] = null) => {
    const first = those.flatMap(({ candidate: { id, name }, left }) => {
      const done = left ? undefined : items.get(id)?.done
      return done ? [{ id, name, done: backwards(done) }] : []
    })
    return previewOf(those, await changedThings(context.tx, first.slice(0, mostNamed)), effects)
  }
  if (kind === 'status') {
    const tried = await tryStatus(context, (id) => orderOf(id) as StatusOrder, judged as Judged<Candidate>[])
    return seen(tried.judged, tried.effects)
  }
  if (row.list !== 'devices') return seen(judged)
  const counted = await countLicenses(context, orderOf, judged as Judged<DeviceCandidate>[])
  return { ...(await seen(counted.judged)), hasCountedLicenses: counted.isCounted }
}
