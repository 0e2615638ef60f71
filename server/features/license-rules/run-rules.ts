import { mostShown, type RuleRun } from '@tenantry/contract/license-rules.ts'
import type { SeenDevice } from '@tenantry/contract/seen-devices.ts'
import { lockSpaces, takeLock } from '../../platform/database/advisory-lock.ts'
import { type TenantTransaction, withCommit } from '../../platform/database/tenant-database.ts'
import {
  findShown,
  findWaiting,
  findWaitingAmong,
  type LicensingContext,
  licenseByRule,
  seenView,
  type WaitingRow,
} from '../enrollments/public.ts'
import { wakeRules } from '../license-counts/public.ts'
import { shareTree } from '../organizations/public.ts'
import { countLicensed, findBelow, findRules, type RuleRow } from './license-rules.queries.ts'
import { matcherOf } from './matching.ts'
import { conditionsOf } from './rules.ts'

/** The most that are looked at in one run, the longest waiting first. */
const mostLookedAt = 100_000
/** The most that one run licenses; the rest is left to the next, which follows. */
export const mostLicensed = 2000
const chunk = 500

/** Does some work in a transaction of its own, which a dry run takes back. */
export type Step = <Result>(work: (context: StepContext) => Promise<Result>) => Promise<Result>
type StepContext = LicensingContext & { dryRun?: boolean }

/**
 * Licenses waiting devices by the rules that are on: each by the first that holds for it, and those of the first rule
 * before those of the second, the longest waiting first (RI8). The ledger names the rule as who did it. Where a license was
 * refused, nothing of the same class and customer is tried any more: whatever frees one leads to another run.
 *
 * Each piece is a transaction of its own, which locks what licensing by hand locks, in its order: a second one beside it
 * would begin at the deepest counters again. Pieces of one provider come one at a time. One that leaves others to be done
 * wakes the rules, so that a run that ends here, however, is gone on with.
 */
export async function runRules(step: Step): Promise<RuleRun> {
  const { rules, waiting, chosen } = await step(async ({ tx }) => {
    const found = { rules: await rulesThatAreOn(tx), waiting: await findWaiting(tx, mostLookedAt) }
    return { ...found, chosen: await choose(tx, found.rules, found.waiting) }
  })
  const run: RuleRun = { waiting: waiting.length, licensed: 0, withoutLicense: 0, leftToNext: 0, rules: [] }
  const sofar: SoFar = { refused: new Set(), before: new Map(), byTokens: new Map() }
  // Beyond the most that are looked at, those that come into sight count as well.
  let left = [...chosen.values()].reduce((sum, rows) => sum + rows.length, waiting.length === mostLookedAt ? 1 : 0)
  for (const { id, name } of rules) {
    const matched = chosen.get(id) ?? []
    left -= matched.length
    const most = mostLicensed - run.licensed
    const { licensed, devices, rest } = await licenseBy(step, id, { matched, sofar, most, others: left })
    run.licensed += licensed
    run.withoutLicense += matched.length - licensed - rest
    run.leftToNext += rest
    run.rules.push({ id, name, licensed, devices })
  }
  return run
}

const rulesThatAreOn = async (tx: TenantTransaction) => (await findRules(tx)).filter(({ is_on }) => is_on)

/** What later pieces have to know of those before. */
interface SoFar {
  /** Customers and classes that there is no license for. */
  refused: Set<string>
  /** What was licensed, which a dry run has taken back, by customer and class. */
  before: Map<string, Alike>
  /** The same by their tokens. */
  byTokens: Map<string, number>
}

type Alike = Pick<WaitingRow, 'organization_id' | 'class'> & { count: number }

interface Share {
  matched: readonly WaitingRow[]
  sofar: SoFar
  most: number
  /** How many devices other rules still wait for. */
  others: number
}

/** Licenses what a rule is for, up to a number; tells how many, and the first of them. */
async function licenseBy(step: Step, ruleId: string, { matched, sofar, most, others }: Share) {
  const devices: SeenDevice[] = []
  let licensed = 0
  // Where something was refused, what came after it of the same token comes again.
  let again: WaitingRow[] = []
  let at = 0
  while ((again.length > 0 || at < matched.length) && licensed < most) {
    const size = Math.min(chunk, most - licensed)
    const once = again.filter((row) => !sofar.refused.has(poolOf(row)))
    const rows = once.slice(0, size)
    for (let row = matched[at]; row && rows.length < size; row = matched[++at])
      if (!sofar.refused.has(poolOf(row))) rows.push(row)
    if (rows.length === 0) break
    const piece = {
      ruleId,
      rows,
      sofar,
      shown: mostShown - devices.length,
      isLast: at === matched.length && others === 0,
    }
    const { became, tried, untried, first } = await step((context) => licensePiece(context, piece))
    for (const row of rows) {
      if (became.has(row.id)) note(sofar, row)
      else if (tried.has(row.id)) sofar.refused.add(poolOf(row))
    }
    again = [...once.slice(size), ...rows.filter(({ id }) => untried.has(id))]
    licensed += became.size
    devices.push(...first)
  }
  // Where the run has licensed its most: what it did not come to, and nothing was refused for.
  const rest = [...again, ...matched.slice(at)].filter((row) => !sofar.refused.has(poolOf(row))).length
  return { licensed, devices, rest }
}

function note({ before, byTokens }: SoFar, row: WaitingRow): void {
  const { organization_id, class: kind, token_id: token } = row
  if (token) byTokens.set(token, 1 + (byTokens.get(token) ?? 0))
  before.set(poolOf(row), { organization_id, class: kind, count: 1 + (before.get(poolOf(row))?.count ?? 0) })
}

interface Piece {
  ruleId: string
  rows: readonly WaitingRow[]
  sofar: SoFar
  /** How many are shown. */
  shown: number
  isLast: boolean
}

/** Licenses some devices by a rule, as far as it still is the first that holds for them. */
async function licensePiece(context: StepContext, { ruleId, rows, sofar, shown, isLast }: Piece) {
  const { tx, actor, dryRun } = context
  await shareTree(tx)
  await takeLock(tx, lockSpaces.licenseRules, actor.scope.providerId)
  const rules = await rulesThatAreOn(tx)
  const now = await findWaitingAmong(tx, idsOf(rows))
  const ids = idsOf((await choose(tx, rules, now)).get(ruleId) ?? [])
  const rule = rules.find(({ id }) => id === ruleId)
  if (!rule || ids.length === 0)
    return { became: new Set<string>(), tried: new Set<string>(), untried: new Set<string>(), first: [] }
  const views = new Map((shown > 0 ? await findShown(tx, ids) : []).map((row) => [row.id, row]))
  const before = { devices: [...sofar.before.values()].map(asBefore), byTokens: sofar.byTokens }
  const items = await licenseByRule(asRule(context, rule), ids, dryRun ? before : nothing)
  const became = new Set<string>(items.flatMap(({ id, deviceId }) => (deviceId ? [id] : [])))
  if (became.size > 0) await countLicensed(tx, ruleId, became.size)
  const untried = new Set<string>(items.flatMap(({ id, code }) => (code === 'not_tried' ? [id] : [])))
  if (became.size > 0 && (!isLast || untried.size > 0)) await withCommit(tx, wakeRules(tx))
  const first = ids.flatMap((id) => (became.has(id) ? (views.get(id) ?? []) : [])).slice(0, shown)
  return {
    became,
    // That a token may add no more keeps back nothing else.
    tried: new Set<string>(items.flatMap(({ id, code }) => (ofTokens.has(code) ? [] : [id]))),
    untried,
    first: first.map((row) => seenView(row, context.caller)),
  }
}

const nothing = { devices: [], byTokens: new Map() }
const ofTokens = new Set<string | null>(['token_used_up', 'not_tried'])

const asBefore = ({ organization_id, class: kind, count }: Alike) => ({
  organizationId: organization_id,
  traits: { class: kind, isRetired: false, monitorsAvailability: false, monitorsPerformance: false },
  count,
})

const idsOf = (rows: readonly WaitingRow[]) => rows.map(({ id }) => id)

/** Devices of one class and customer take the same licenses. */
const poolOf = (row: WaitingRow) => `${row.organization_id} ${row.class}`

/** Which devices each rule is for. */
async function choose(
  tx: TenantTransaction,
  rules: readonly RuleRow[],
  waiting: readonly WaitingRow[],
): Promise<Map<string, WaitingRow[]>> {
  const wanted = rules.map((rule) => ({ rule, conditions: conditionsOf(rule) }))
  const homes = [...new Set(waiting.map(({ organization_id }) => organization_id))]
  const below = await findBelow(tx, [...new Set(wanted.flatMap(({ conditions }) => conditions.organizationIds))], homes)
  const pairs = new Set(below.map(({ ancestor_id, descendant_id }) => `${descendant_id} ${ancestor_id}`))
  const matchers = wanted.map(({ rule, conditions }) => ({
    id: rule.id,
    matches: matcherOf(conditions, (id, ancestorId) => pairs.has(`${id} ${ancestorId}`)),
  }))
  const chosen = new Map<string, WaitingRow[]>(rules.map(({ id }) => [id, []]))
  for (const row of waiting) {
    const first = matchers.find(({ matches }) => matches(row))
    if (first) chosen.get(first.id)?.push(row)
  }
  return chosen
}

function asRule(context: LicensingContext, { name }: RuleRow): LicensingContext {
  return { ...context, actor: { kind: 'system', name: `Rule “${name}”`, scope: context.actor.scope } }
}
