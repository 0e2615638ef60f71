/** What a bulk change would do, told before it is begun. */
import {
  type BulkChangeInput,
  type BulkChangeOrder,
  type BulkChangePreview,
  mostMeasured,
  mostNamed,
} from '@tenantry/contract/bulk-changes.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { applyStatus } from '../lifecycle/public.ts'
import { named, previewOf } from './bulk-changes.view.ts'
import { type Candidate, findChosenAbove } from './candidates.queries.ts'
import { countLicenses } from './count-licenses.ts'
import { findSharedAfterMove } from './device-candidates.queries.ts'
import { foresee } from './foresee.ts'
import { type Judged, judgeCustomers, type Left } from './judge-customers.ts'
import { judgeDevices } from './judge-devices.ts'
import { subjects } from './subjects.ts'

/** How many are judged with one set of statements. */
const judgedAtOnce = 5_000

/** Does some work with a few thousand ids at a time. */
export async function inChunks<Result>(
  ids: readonly string[],
  work: (some: string[]) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let start = 0; start < ids.length; start += judgedAtOnce)
    results.push(await work(ids.slice(start, start + judgedAtOnce)))
  return results
}

/** What a bulk change would do, and why the others would not change. */
export async function previewBulkChange(
  context: CallContext,
  input: BulkChangeInput,
  ids: readonly string[],
): Promise<BulkChangePreview> {
  const { list, change } = input
  const seen = async (judged: readonly Judged[], effects: BulkChangePreview['effects'] = null) =>
    previewOf(judged, await foresee(context, input, judged), effects)
  if (change.kind === 'status') {
    const judged = (await inChunks(ids, (some) => judgeCustomers(context, change, some))).flat()
    const tried = await tryStatus(context, () => change, judged)
    return seen(tried.judged, tried.effects)
  }
  if (list === 'devices') {
    const judged = (await inChunks(ids, (some) => judgeDevices(context, change, some))).flat()
    const counted = await countLicenses(context, () => change, judged)
    const sharedSerials = change.kind === 'move' ? await sharedOf(context, change.organizationId, counted.judged) : null
    return { ...(await seen(counted.judged)), sharedSerials, hasCountedLicenses: counted.isCounted }
  }
  return seen((await inChunks(ids, (some) => subjects[list].judge(context, change, some))).flat())
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

/** The order of a status. */
export type StatusOrder = Extract<BulkChangeOrder, { kind: 'status' }>
type Effects = NonNullable<BulkChangePreview['effects']>

/**
 * Does to each what is ordered of it, from above and by the same code that does it in earnest, taken back with the dry run:
 * what was held by another one that changes, too, is held no longer.
 */
export async function tryStatus(
  context: CallContext,
  orderOf: (id: string) => StatusOrder,
  judged: readonly Judged<Candidate>[],
): Promise<{ judged: readonly Judged<Candidate>[]; effects: Effects | null }> {
  const open = judged
    .filter(({ left }) => left === null || left.code === 'held_above')
    .map(({ candidate }) => candidate)
  if (open.length === 0 || open.length > mostMeasured) return { judged, effects: null }
  const above = await findChosenAbove(
    context.tx,
    open.map(({ id }) => id),
  )
  const chosenAbove = ({ id }: Candidate) => above.get(id) ?? new Set()
  const lefts = new Map<string, Left | null>()
  let sum: Effects | null = null
  for (const candidate of open.toSorted((a, b) => chosenAbove(a).size - chosenAbove(b).size)) {
    const { id, status } = candidate
    const change = orderOf(id)
    const [now] = await judgeCustomers(context, change, [id])
    lefts.set(id, now?.left ?? null)
    if (now?.left) continue
    const { effects } = await applyStatus(context, { id, status, archived_until: null }, change.status)
    const isCounted = [...chosenAbove(candidate)].some((other) => lefts.get(other) === null)
    sum = sumOf(sum, isCounted ? { ...effects, ...nothingBelow } : effects)
  }
  const tried = judged.map((each) => {
    const left = lefts.get(each.candidate.id)
    return left === undefined ? each : { ...each, left }
  })
  return { judged: tried, effects: sum }
}

/** What is counted with everything that lies below: of one below another that changes, too, with that one. */
const nothingBelow = { organizations: 0, users: 0, devices: 0, entities: 0 } as const

function sumOf(sum: Effects | null, effects: Effects): Effects {
  const before: Partial<Record<string, number>> = sum ?? {}
  return Object.fromEntries(
    Object.entries(effects).map(([name, count]) => [name, count + (before[name] ?? 0)]),
  ) as Effects
}
