import { classRefusals } from '@tenantry/contract/enrollments.ts'
import { mostShown, type RuleDraft, type RuleRun } from '@tenantry/contract/license-rules.ts'
import type { SeenDevice } from '@tenantry/contract/seen-devices.ts'
import { newId } from '../../platform/clock/clock.ts'
import { lockSpaces, takeLock } from '../../platform/database/advisory-lock.ts'
import { type TenantTransaction, withCommit } from '../../platform/database/tenant-database.ts'
import { invalidInput } from '../../platform/errors.ts'
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
import { conditionsOf, requireThere } from './rules.ts'

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
 * @param trial what a dry run looks at beside the rules that are on
 * @throws invalid_input (422) for a trial that is no dry run, and for rules, customers and classes that do not exist
 */
export async function runRules(step: Step, trial: Trial = {}): Promise<RuleRun> {
  const rulesOf = rulesWith(trial)
  const { rules, waiting, chosen } = await step(async (context) => {
    await requireTrial(context, trial)
    const { tx } = context
    const found = { rules: await rulesOf(tx), waiting: await findWaiting(tx, mostLookedAt) }
    return { ...found, chosen: await choose(tx, found.rules, found.waiting) }
  })
  const run: RuleRun = {
    waiting: waiting.length,
    licensed: 0,
    withoutLicense: 0,
    takingNothingNew: 0,
    tokenUsedUp: 0,
    tokenRevoked: 0,
    leftToNext: 0,
    rules: [],
  }
  const sofar: SoFar = { refused: new Map(), before: new Map(), byTokens: new Map() }
  // Beyond the most that are looked at, those that come into sight count as well.
  let left = [...chosen.values()].reduce((sum, rows) => sum + rows.length, waiting.length === mostLookedAt ? 1 : 0)
  for (const { id, name } of rules) {
    const matched = chosen.get(id) ?? []
    left -= matched.length
    const most = mostLicensed - run.licensed
    const { licensed, devices, usedUp, revoked, exhausted, closed, rest, gone } = await licenseBy(step, id, {
      rulesOf,
      matched,
      sofar,
      most,
      others: left,
    })
    run.waiting -= gone
    run.licensed += licensed
    run.tokenUsedUp += usedUp
    run.tokenRevoked += revoked
    run.takingNothingNew += closed
    run.withoutLicense += exhausted
    run.leftToNext += rest
    run.rules.push({ id, name, licensed, devices })
  }
  return run
}

/** Rules that a dry run looks at as if they were on: some that are kept, and one as it is to be saved. */
interface Trial {
  ruleIds?: string[] | undefined
  draft?: RuleDraft | undefined
}

type Rules = (tx: TenantTransaction) => Promise<RuleRow[]>

/** The rules that are on, in their order, with those of a trial. */
function rulesWith({ ruleIds = [], draft }: Trial): Rules {
  const id = draft?.id ?? newId()
  return async (tx) => {
    const kept = await findRules(tx)
    const isNew = draft && !kept.some((each) => each.id === id)
    return [...kept, ...(isNew ? [emptyRow(id)] : [])]
      .filter((each) => each.is_on || each.id === id || ruleIds.includes(each.id))
      .map((each) =>
        draft && each.id === id
          ? { ...each, name: draft.name ?? each.name, conditions: { ...draft.conditions } }
          : each,
      )
  }
}

const emptyRow = (id: string): RuleRow => ({
  id,
  name: '',
  position: 0,
  is_on: true,
  conditions: {},
  licensed: 0,
  version: 0,
  created_at: new Date(0),
  updated_at: new Date(0),
})

async function requireTrial(context: StepContext, { ruleIds = [], draft }: Trial): Promise<void> {
  const named = [...(draft ? ['draft'] : []), ...(ruleIds.length > 0 ? ['ruleIds'] : [])]
  if (named.length === 0) return
  if (!context.dryRun)
    throw invalidInput(...named.map((path) => ({ path, code: 'dry_run_only', message: 'Only a dry run takes this' })))
  const kept = new Set((await findRules(context.tx)).map(({ id }) => id))
  const wanted = [
    ...ruleIds.map((id, index) => ({ id, path: `ruleIds.${index}` })),
    ...(draft?.id ? [{ id: draft.id, path: 'draft.id' }] : []),
  ].filter(({ id }) => !kept.has(id))
  if (wanted.length > 0)
    throw invalidInput(
      ...wanted.map(({ path }) => ({ path, code: 'unknown_reference', message: 'There is no such rule' })),
    )
  if (draft) await requireThere(context, draft.conditions, 'draft.conditions')
}

type Refusal = 'exhausted' | 'closed'

/** What later pieces have to know of those before. */
interface SoFar {
  /** Customers and classes that there is no license for, or that take nothing new; with which of both it is. */
  refused: Map<string, Refusal>
  /** What was licensed, which a dry run has taken back, by customer and class. */
  before: Map<string, Alike>
  /** The same by their tokens. */
  byTokens: Map<string, number>
}

type Alike = Pick<WaitingRow, 'organization_id' | 'class'> & { count: number }

interface Share {
  rulesOf: Rules
  matched: readonly WaitingRow[]
  sofar: SoFar
  most: number
  /** How many devices other rules still wait for. */
  others: number
}

/** Licenses what a rule is for, up to a number; tells how many, and the first of them. */
async function licenseBy(step: Step, ruleId: string, { rulesOf, matched, sofar, most, others }: Share) {
  const devices: SeenDevice[] = []
  let [licensed, usedUp, revoked, gone] = [0, 0, 0, 0]
  // Where something was refused, what came after it of the same token comes again.
  let again: WaitingRow[] = []
  // What was licensed, by this run or another, or whose token may add no more or is gone: none is kept back by its customer.
  const open = new Set<string>()
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
      rulesOf,
      rows,
      sofar,
      shown: mostShown - devices.length,
      isLast: at === matched.length && others === 0,
    }
    const { became, tried, shut, untried, ofUsedUp, ofRevoked, ofGone, first } = await step((context) =>
      licensePiece(context, piece),
    )
    for (const row of rows) {
      if (became.has(row.id)) note(sofar, row)
      else if (tried.has(row.id)) sofar.refused.set(poolOf(row), shut.has(row.id) ? 'closed' : 'exhausted')
      if (became.has(row.id) || !(tried.has(row.id) || untried.has(row.id))) open.add(row.id)
    }
    again = [...once.slice(size), ...rows.filter(({ id }) => untried.has(id))]
    licensed += became.size
    usedUp += ofUsedUp
    revoked += ofRevoked
    gone += ofGone
    devices.push(...first)
  }
  // Where the run has licensed its most: what it did not come to, and nothing was refused for.
  const rest = [...again, ...matched.slice(at)].filter((row) => !sofar.refused.has(poolOf(row))).length
  const refusedAs = (why: Refusal) =>
    matched.filter((row) => !open.has(row.id) && sofar.refused.get(poolOf(row)) === why).length
  const [exhausted, closed] = [refusedAs('exhausted'), refusedAs('closed')]
  return { licensed, devices, usedUp, revoked, exhausted, closed, rest, gone }
}

function note({ before, byTokens }: SoFar, row: WaitingRow): void {
  const { organization_id, class: kind, token_id: token } = row
  if (token) byTokens.set(token, 1 + (byTokens.get(token) ?? 0))
  before.set(poolOf(row), { organization_id, class: kind, count: 1 + (before.get(poolOf(row))?.count ?? 0) })
}

interface Piece {
  ruleId: string
  rulesOf: Rules
  rows: readonly WaitingRow[]
  sofar: SoFar
  /** How many are shown. */
  shown: number
  isLast: boolean
}

/** Licenses some devices by a rule, as far as it still is the first that holds for them. */
async function licensePiece(context: StepContext, { ruleId, rulesOf, rows, sofar, shown, isLast }: Piece) {
  const { tx, actor, dryRun } = context
  await shareTree(tx)
  await takeLock(tx, lockSpaces.licenseRules, actor.scope.providerId)
  const rules = await rulesOf(tx)
  const now = await findWaitingAmong(tx, idsOf(rows))
  const ids = idsOf((await choose(tx, rules, now)).get(ruleId) ?? [])
  const rule = rules.find(({ id }) => id === ruleId)
  // What another run or somebody by hand has licensed since this run began.
  const ofGone = rows.length - now.length
  if (!rule || ids.length === 0) return { ...nothingDone, ofGone }
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
    // That a token may add no more, or is gone, keeps back nothing else.
    tried: new Set<string>(items.flatMap(({ id, code }) => (ofTokens.has(code) ? [] : [id]))),
    shut: new Set<string>(items.flatMap(({ id, code }) => (ofCustomers.has(code) ? [id] : []))),
    untried,
    ofUsedUp: items.filter(({ code }) => code === 'token_used_up').length,
    ofRevoked: items.filter(({ code }) => code === 'token_revoked').length,
    ofGone,
    first: first.map((row) => seenView(row, context.caller)),
  }
}

const none: ReadonlySet<string> = new Set()
const nothingDone = { became: none, tried: none, shut: none, untried: none, ofUsedUp: 0, ofRevoked: 0, first: [] }
const nothing = { devices: [], byTokens: new Map() }
const ofTokens = new Set<string | null>(['token_used_up', 'token_revoked', 'not_tried'])
/** What no license would change. */
const ofCustomers = new Set<string | null>(['organization_not_growing', ...classRefusals])

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
