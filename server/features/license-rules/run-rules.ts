import { mostShown, type RuleRun } from '@tenantry/contract/license-rules.ts'
import type { SeenDevice } from '@tenantry/contract/seen-devices.ts'
import { lockSpaces, takeLock } from '../../platform/database/advisory-lock.ts'
import type { Context } from '../../platform/http/context.ts'
import {
  findShown,
  findWaiting,
  type LicensingContext,
  licenseSeen,
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

/**
 * Licenses waiting devices by the rules that are on: each by the first that holds for it, and those of the first rule
 * before those of the second, the longest waiting first (RI8). The ledger names the rule as who did it. Where a license was
 * refused, nothing of the same class and customer is tried any more: whatever frees one leads to another run. One run of a
 * provider at a time, under the shared lock of its tree; then locks whatever licensing by hand locks.
 */
export async function runRules(context: LicensingContext): Promise<RuleRun> {
  const { tx, actor } = context
  await shareTree(tx)
  await takeLock(tx, lockSpaces.licenseRules, actor.scope.providerId)
  const rules = (await findRules(tx)).filter(({ is_on }) => is_on)
  const waiting = await findWaiting(tx, mostLookedAt)
  const chosen = await choose(context, rules, waiting)
  const run: RuleRun = { waiting: waiting.length, licensed: 0, withoutLicense: 0, rules: [] }
  const refused = new Set<string>()
  for (const rule of rules) {
    const matched = chosen.get(rule.id) ?? []
    const { licensed, devices } = await licenseBy(context, rule, {
      matched,
      refused,
      most: mostLicensed - run.licensed,
    })
    run.licensed += licensed
    run.withoutLicense += matched.length - licensed
    run.rules.push({ id: rule.id, name: rule.name, licensed, devices })
  }
  if (run.licensed === mostLicensed) await wakeRules(tx)
  return run
}

interface Share {
  matched: readonly WaitingRow[]
  /** Customers and classes that there is no license for. */
  refused: Set<string>
  most: number
}

/** Licenses what a rule is for, up to a number; tells how many, and the first of them. */
async function licenseBy(context: LicensingContext, rule: RuleRow, { matched, refused, most }: Share) {
  const devices: SeenDevice[] = []
  let licensed = 0
  for (let at = 0; at < matched.length && licensed < most; ) {
    const size = Math.min(chunk, most - licensed)
    const rows: WaitingRow[] = []
    for (let row = matched[at]; row && rows.length < size; row = matched[++at])
      if (!refused.has(poolOf(row))) rows.push(row)
    if (rows.length === 0) break
    const shown = devices.length < mostShown ? await findShown(context.tx, idsOf(rows)) : []
    const { items } = await licenseSeen(asRule(context, rule), idsOf(rows))
    const became = new Set<string>(items.flatMap(({ id, deviceId }) => (deviceId ? [id] : [])))
    const tried = new Set<string>(items.map(({ id }) => id))
    for (const row of rows) if (tried.has(row.id) && !became.has(row.id)) refused.add(poolOf(row))
    licensed += became.size
    const views = new Map(shown.map((row) => [row.id, row]))
    const first = rows.flatMap(({ id }) => (became.has(id) ? (views.get(id) ?? []) : []))
    devices.push(...first.slice(0, mostShown - devices.length).map((row) => seenView(row, context.caller)))
  }
  if (licensed > 0) await countLicensed(context.tx, rule.id, licensed)
  return { licensed, devices }
}

const idsOf = (rows: readonly WaitingRow[]) => rows.map(({ id }) => id)

/** Devices of one class and customer take the same licenses. */
const poolOf = (row: WaitingRow) => `${row.organization_id} ${row.class}`

/** Which devices each rule is for. */
async function choose(
  { tx }: Context,
  rules: readonly RuleRow[],
  waiting: readonly WaitingRow[],
): Promise<Map<string, WaitingRow[]>> {
  const wanted = rules.map((rule) => ({ rule, conditions: conditionsOf(rule) }))
  const below = await findBelow(tx, [...new Set(wanted.flatMap(({ conditions }) => conditions.organizationIds))])
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
