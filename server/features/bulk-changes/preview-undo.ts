/** What taking a bulk change back would do, told before: by the rules of a change in the other direction (B24). */
import { type BulkChangeOrder, type BulkChangePreview, mostChanged } from '@tenantry/contract/bulk-changes.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { changedSince, type Done } from './apply-to-customer.ts'
import { type BulkChangeRow, findItems } from './bulk-changes.queries.ts'
import { previewOf } from './bulk-changes.view.ts'
import type { Candidate } from './candidates.queries.ts'
import { countLicenses } from './count-licenses.ts'
import type { DeviceCandidate } from './device-candidates.queries.ts'
import { gone, type Judged } from './judge-customers.ts'
import { ordersOf } from './orders-of.ts'
import { type Effects, inChunks, type StatusOrder, sumOf, tryStatus } from './preview-bulk-change.ts'
import { subjectOf } from './subjects.ts'

/** One that was changed, with what was done to it. */
interface Item {
  id: string
  done: Done
}

/** Those that the same orders do and take back. */
interface Group {
  forth: BulkChangeOrder
  back: BulkChangeOrder
  items: Item[]
}

/** Judges what is still to be taken back of a bulk change; only for a dry run, since it tries a status and takes licenses. */
export async function previewUndo(context: CallContext, row: BulkChangeRow): Promise<BulkChangePreview> {
  const items = await findItems(context.tx, row.id, { state: 'changed', most: mostChanged })
  const judged: Judged[] = []
  const backOf = new Map<string, BulkChangeOrder>()
  let sum: Effects | null = null
  for (const group of groupsOf(items.map(({ object_id: id, done }) => ({ id, done: done as Done })))) {
    for (const { id } of group.items) backOf.set(id, group.back)
    const all = await judgeGroup(context, row, group)
    if (group.back.kind !== 'status') {
      judged.push(...all)
      continue
    }
    const tried = await tryStatus(context, group.back as StatusOrder, all as Judged<Candidate>[])
    judged.push(...tried.judged)
    if (tried.effects) sum = sumOf(sum, tried.effects)
  }
  const counted =
    row.list === 'devices'
      ? await countLicenses(
          context,
          (id) => backOf.get(id) ?? (row.change as BulkChangeOrder),
          judged as Judged<DeviceCandidate>[],
        )
      : { judged, isCounted: true }
  const preview = { ...previewOf(counted.judged, sum), hasCountedLicenses: counted.isCounted }
  const lost = items.length - judged.length
  if (lost === 0) return preview
  return { ...preview, total: items.length, left: [...preview.left, { ...gone, count: lost, items: [] }] }
}

function groupsOf(items: readonly Item[]): Group[] {
  const groups = new Map<string, Group>()
  for (const item of items) {
    const orders = ordersOf(item.done)
    const key = JSON.stringify(orders)
    const group = groups.get(key) ?? { ...orders, items: [] }
    group.items.push(item)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** What was done to one still stands where doing it anew would change nothing; a status, where nobody has set it since. */
async function judgeGroup(context: CallContext, row: BulkChangeRow, { forth, back, items }: Group): Promise<Judged[]> {
  const { judge } = subjectOf(row)
  const ids = items.map(({ id }) => id)
  const judgeAll = async (order: BulkChangeOrder) => (await inChunks(ids, (some) => judge(context, order, some))).flat()
  const doneOf = new Map(items.map(({ id, done }) => [id, done]))
  const standing = new Set<string>()
  for (const { candidate, left } of await judgeAll(forth)) {
    const done = doneOf.get(candidate.id)
    const stands = done?.kind === 'status' ? isStatusOf(candidate as Candidate, done) : left?.code === 'same'
    if (stands) standing.add(candidate.id)
  }
  return (await judgeAll(back)).map((each) =>
    standing.has(each.candidate.id) ? each : { ...each, left: changedSince },
  )
}

const isStatusOf = ({ status, statusSince }: Candidate, { after, since }: Extract<Done, { kind: 'status' }>) =>
  status === after && statusSince === since
