/** What customers are metered by the month: recomputed from the ledger whenever somebody asks (RI6, EC5). */
import { type LicenseUsage, meteringBases } from '@tenantry/contract/license-usage.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { dayIn } from '../../platform/clock/day-in.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { effectiveStatuses } from '../organizations/public.ts'
import { isInternalTo } from '../own-side/public.ts'
import { findLeft } from './left-accounts.queries.ts'
import { type AccountMonth, findMonths } from './license-months.queries.ts'
import { maySetLicenses } from './licenses.policy.ts'
import { findTypes } from './licenses.queries.ts'
import { type Metered, meterMonth, plansOf } from './meter-month.ts'
import { todayOf } from './pool.ts'
import {
  findAccount,
  findAccounts,
  findMerged,
  findMergedBy,
  findMonthRows,
  findStanding,
  planAccounts,
} from './usage.queries.ts'

/**
 * Tells what an organization below the provider, its divisions included, is metered for a month.
 * @param month as YYYY-MM; without it, the one that it is where the provider is
 * @throws not_found (404) when it does not exist for the caller, or not as a whole, and for a division, which is metered with
 * its enterprise
 * @throws invalid_input (422) for a month that has not begun
 */
export async function getUsage(context: CallContext, id: string, month?: string): Promise<LicenseUsage> {
  const account = await findAccount(context.tx, id)
  // Whoever sees some entities alone sees nothing of the ledger: all would be told as 0.
  if (!account || context.caller.scope.reach === 'entities') throw new AppError('not_found')
  requireBegun(context, month)
  const [usage] = await meter(context, [account], month ?? (await monthOf(context)))
  if (!usage) throw new AppError('not_found')
  return usage
}

/** A list of a month. */
export type UsageQuery = ListQuery & { month?: string | undefined }

/**
 * Pages what accounts are metered for a month, of those that the caller sees.
 * @throws invalid_input (422) for a cursor of another list, and a month that has not begun
 */
export async function listUsage(context: CallContext, { month, ...query }: UsageQuery): Promise<Page<LicenseUsage>> {
  requireBegun(context, month)
  const wanted = month ?? (await monthOf(context))
  const plan = await planAccounts(context, query, wanted)
  const { rows, counted } =
    context.caller.scope.reach === 'entities' ? { rows: [], counted: 0 } : await findAccounts(context.tx, plan)
  const metered = await meter(context, rows.slice(0, plan.limit), wanted, query.q)
  const byId = new Map(metered.map((each) => [each.id as string, each]))
  const page = toPage(plan, rows, counted, ({ id }) => byId.get(id))
  return { ...page, items: page.items.filter((each) => each !== undefined) }
}

/** What has begun nowhere on earth has nothing to be metered yet. */
function requireBegun({ clock }: CallContext, month: string | undefined): void {
  if (month === undefined || month <= dayIn('Pacific/Kiritimati', clock.now()).slice(0, 7)) return
  throw invalidInput({ path: 'month', code: 'not_begun', message: 'This month has not begun' })
}

/** The month that it is where the provider is. */
export async function monthOf(context: CallContext): Promise<string> {
  return (await todayOf(context)).slice(0, 7)
}

interface Account {
  id: string
  type: string
  name: string
  code: string | null
  created_at: Date
}

/** @param q what was searched for: what was found by it is told of, whatever it was metered */
async function meter(
  context: CallContext,
  accounts: readonly (Account & { license_mode: string })[],
  month: string,
  q?: string,
): Promise<LicenseUsage[]> {
  if (accounts.length === 0) return []
  const { tx, caller } = context
  const ids = accounts.map(({ id }) => id)
  const [types, merged, foundByQ, statuses] = await Promise.all([
    findTypes(tx),
    findMerged(context, ids),
    q ? findMergedBy(context, ids, q) : new Set<string>(),
    effectiveStatuses(tx, ids),
  ])
  const all = [...ids, ...merged.map(({ id }) => id)]
  const months = await findMonths(context, all, `${month}-01`)
  const [standing, rows, left] = await Promise.all([
    findStanding(tx, months),
    findMonthRows(tx, months),
    findLeft(context, months),
  ])
  const standingOf = grouped([...standing, ...left.standing])
  const rowsOf = grouped([...rows, ...left.rows])
  const now = context.clock.now()
  const monthsById = new Map(months.map((each) => [each.accountId, each]))
  const meteredOf = (account: Account) => {
    const of = monthsById.get(account.id)
    if (!of) return undefined
    const given = {
      ...of,
      standing: (standingOf.get(account.id) ?? []).map((each) => ({
        organizationId: each.organization_id,
        type: each.type,
        used: each.used_after,
        limit: each.limit_after,
      })),
      rows: (rowsOf.get(account.id) ?? []).map(rowOf),
    }
    const found = meterMonth(given)
    const shown = types.filter(({ code, is_on }) => is_on || found.has(code))
    return { of, given, types: shown.map(({ code, name }) => typeView(code, name, found.get(code))) }
  }
  const partsOf = (id: string): LicenseUsage['merged'] =>
    merged.flatMap((part) => {
      const metered = part.into_id === id ? meteredOf(part) : undefined
      const used = metered?.types.filter(isUsed) ?? []
      return metered && (used.length > 0 || foundByQ.has(part.id))
        ? [{ ...heading(part, metered.of), types: used }]
        : []
    })
  return accounts.flatMap((account) => {
    const metered = meteredOf(account)
    if (!metered) return []
    const { of, given } = metered
    const plans = plansOf(given, account.created_at).map(({ kind, from }) => ({ kind, from: from.toISOString() }))
    const usage: LicenseUsage = {
      ...heading(account, of),
      month,
      isProvisional: now < of.endsAt,
      mayChange: now < of.endsAt && statuses.get(account.id) !== 'archived' && maySetLicenses(caller, account),
      bases: meteringBases.filter((basis) => basis !== 'allocated' || account.license_mode === 'allocated'),
      plans,
      types: metered.types,
      merged: partsOf(account.id),
    }
    return [isInternalTo(caller, account.id) ? withoutPlan(usage) : usage]
  })
}

/** The plan is kept from the organization's own people: they are told what is metered, and not that a trial is why. */
function withoutPlan(usage: LicenseUsage): LicenseUsage {
  const merged = usage.merged.map((part) => ({ ...part, types: part.types.map(withoutTrial) }))
  return { ...usage, plans: [], types: usage.types.map(withoutTrial), merged }
}

function withoutTrial(type: LicenseUsage['types'][number]): LicenseUsage['types'][number] {
  if (type.why === 'trial') return { ...type, why: 'not_metered' }
  return type.why === 'converted' ? { ...type, why: 'peak' } : type
}

/** Whether any of a type was there in a month: after a customer has become part of another, none is. */
const isUsed = ({ quantity, atStart, taken }: LicenseUsage['types'][number]) => quantity > 0 || atStart > 0 || taken > 0

function heading({ id, name, code }: Account, { timeZone, basis, startsAt, endsAt }: AccountMonth) {
  return {
    id: id as LicenseUsage['id'],
    name,
    code,
    timeZone,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    basis,
  }
}

type MonthRow = ReturnType<typeof rowOf>

function rowOf(row: Awaited<ReturnType<typeof findMonthRows>>[number]) {
  return {
    id: row.id,
    organizationId: row.organization_id,
    type: row.type,
    number: row.number,
    happenedAt: row.happened_at,
    kind: row.kind,
    count: row.count,
    limitAfter: row.limit_after,
    reason: row.reason,
    subjectName: row.subject_name,
  }
}

const unused = { quantity: 0, why: 'none', atStart: 0, taken: 0, given: 0, atEnd: 0, limit: null } as const

function typeView(type: string, name: string, found: Metered<MonthRow> | undefined): LicenseUsage['types'][number] {
  if (!found) return { type, name, ...unused, moment: null, row: null }
  const { moment, row, ...figures } = found
  return {
    type,
    name,
    ...figures,
    moment: moment?.toISOString() ?? null,
    row: row && {
      id: row.id,
      organizationId: row.organizationId as LicenseUsage['id'],
      number: row.number,
      reason: row.reason as NonNullable<LicenseUsage['types'][number]['row']>['reason'],
      subjectName: row.subjectName,
    },
  }
}

function grouped<Row extends { account_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.account_id)
    if (group) group.push(row)
    else groups.set(row.account_id, [row])
  }
  return groups
}
