import { mostShown, type RuleRun } from '@tenantry/contract/license-rules.ts'
import { z } from 'zod'
import type { Caller } from '../../platform/auth/caller.ts'
import type { CallContext, Context } from '../../platform/http/context.ts'
import { defineTask, type JobContext } from '../../platform/jobs/tasks.ts'
import { findWaiting, licenseSeen, seenView, type WaitingRow } from '../enrollments/public.ts'
import { shareTree } from '../organizations/public.ts'
import { countLicensed, findBelow, findRules, type RuleRow } from './license-rules.queries.ts'
import { matcherOf } from './matching.ts'
import { conditionsOf } from './rules.ts'

/** The most that are looked at in one run, and that are licensed by one; more wait for the next, which follows. */
const mostLookedAt = 50_000
const mostLicensed = 2000
const chunk = 500

/**
 * Licenses waiting devices by the rules that are on: each by the first that holds for it, and those of the first rule
 * before those of the second, the longest waiting first (RI8). The ledger names the rule as who did it. Shares the lock
 * of the provider's tree, then locks whatever licensing by hand locks.
 */
export async function runRules(context: CallContext): Promise<RuleRun> {
  const { tx } = context
  await shareTree(tx)
  const rules = (await findRules(tx)).filter(({ is_on }) => is_on)
  const waiting = await findWaiting(tx, mostLookedAt)
  const chosen = await choose(context, rules, waiting)
  const run: RuleRun = { waiting: waiting.length, licensed: 0, withoutLicense: 0, rules: [] }
  for (const rule of rules) {
    const matched = chosen.get(rule.id) ?? []
    const licensed = await licenseBy(context, rule, matched, mostLicensed - run.licensed)
    run.licensed += licensed.length
    run.withoutLicense += matched.length - licensed.length
    const devices = licensed.slice(0, mostShown).map((row) => seenView(row, context.caller))
    run.rules.push({ id: rule.id, name: rule.name, licensed: licensed.length, devices })
  }
  return run
}

/** Licenses what a rule is for, up to a number; tells which. */
async function licenseBy(context: CallContext, rule: RuleRow, matched: readonly WaitingRow[], most: number) {
  const licensed: WaitingRow[] = []
  for (let at = 0; at < matched.length && licensed.length < most; at += chunk) {
    const rows = matched.slice(at, at + Math.min(chunk, most - licensed.length))
    const { items } = await licenseSeen(
      asRule(context, rule),
      rows.map(({ id }) => id),
    )
    const became = new Set<string>(items.flatMap(({ id, deviceId }) => (deviceId ? [id] : [])))
    licensed.push(...rows.filter(({ id }) => became.has(id)))
  }
  if (licensed.length > 0) await countLicensed(context.tx, rule.id, licensed.length)
  return licensed
}

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
  const chosen = new Map<string, WaitingRow[]>()
  for (const row of waiting) {
    const first = matchers.find(({ matches }) => matches(row))
    if (first) chosen.set(first.id, [...(chosen.get(first.id) ?? []), row])
  }
  return chosen
}

function asRule(context: CallContext, { name }: RuleRow): CallContext {
  return { ...context, actor: { kind: 'system', name: `Rule “${name}”`, scope: context.actor.scope } }
}

/** Runs the rules of all providers: something may have become free. */
export const licenseWaitingTask = defineTask({
  name: 'license_waiting_devices',
  payload: z.object({}),
  run: async (context) => {
    for (const id of await providersOf(context)) {
      if (context.signal.aborted) return
      while ((await context.inside(id, runAsSystem)).licensed > 0) if (context.signal.aborted) return
    }
  },
})

async function runAsSystem(context: Context): Promise<RuleRun> {
  const { scope, name } = context.actor
  const caller: Caller = {
    kind: 'api_key',
    accountId: scope.membershipId,
    sessionId: null,
    apiKey: null,
    email: '',
    name,
    organization: { id: scope.providerId, name: '', type: 'provider' },
    roleName: '',
    permissions: new Set(),
    scope,
  }
  return runRules({ ...context, caller, ifMatch: null, dryRun: false })
}

async function providersOf({ query }: JobContext): Promise<string[]> {
  const rows = await query<{ provider_id: string }>('SELECT provider_id FROM providers ORDER BY provider_id')
  return rows.map(({ provider_id }) => provider_id)
}
