/** What an organization below the provider may use of each type, and uses (EC4, EC7, IF7, IF15). */

import type { FieldProblem } from '@tenantry/contract/errors.ts'
import type { MeteringBasis } from '@tenantry/contract/license-usage.ts'
import type { CustomerLicenses, LicenseShare, LicensesInput } from '@tenantry/contract/licenses.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import {
  findCounters,
  type LicenseLimit,
  type LicenseReason,
  setLimits,
  trialDevices,
} from '../license-counts/public.ts'
import { requireWritable, shareTree } from '../organizations/public.ts'
import { isInternalTo } from '../own-side/public.ts'
import { maySetLicenses } from './licenses.policy.ts'
import {
  findLicensed,
  findLimitsAbove,
  findTypes,
  lockLicensed,
  sumUseBelow,
  writeBasisOfMonth,
  writeMode,
} from './licenses.queries.ts'
import { todayOf } from './pool.ts'

/**
 * Reads the licenses of an organization.
 * @throws not_found (404) when it does not exist for the caller
 */
export async function getCustomerLicenses(
  context: CallContext,
  id: string,
): Promise<{ licenses: CustomerLicenses; version: number }> {
  const { tx, caller } = context
  const [row, types, counters, use, above] = await Promise.all([
    findLicensed(tx, id),
    findTypes(tx),
    findCounters(tx, id),
    sumUseBelow(tx, id),
    findLimitsAbove(tx, id),
  ])
  if (!row) throw new AppError('not_found')
  const byType = new Map(counters.map((each) => [each.type, each]))
  const nearest = new Map(above.map((each) => [each.type, each] as const).reverse())
  const freeAbove = (type: string): number | null => {
    const limit = nearest.get(type)
    if (!limit || (limit.organization_id === caller.scope.providerId && !caller.permissions.has('license_pool.read')))
      return null
    return Math.max(0, (limit.limit_count ?? 0) + limit.overage - limit.demand)
  }
  const licenses: CustomerLicenses = {
    mode: row.license_mode as CustomerLicenses['mode'],
    basis: row.license_basis as MeteringBasis,
    types: types
      .filter(({ is_on }) => is_on)
      .map(({ code, name }): LicenseShare => {
        const { limit_count = null, overage = 0, demand = 0, excess = 0, reserved = 0 } = byType.get(code) ?? {}
        return {
          type: code,
          name,
          limit: limit_count,
          overage,
          used: use.get(code) ?? 0,
          setAside: reserved,
          demand,
          free: limit_count === null ? null : Math.max(0, limit_count + overage - demand),
          overBy: excess,
          freeAbove: freeAbove(code),
        }
      }),
    trial: trialOf(byType.get(trialDevices), await daysLeft(context, row)),
    mayChange: maySetLicenses(caller, row),
  }
  return { licenses, version: row.version }
}

function trialOf(
  counter: Awaited<ReturnType<typeof findCounters>>[number] | undefined,
  daysLeft: number | null,
): CustomerLicenses['trial'] {
  if (!counter || counter.limit_count === null) return null
  const { limit_count: limit, demand, excess } = counter
  return { limit, used: demand, free: Math.max(0, limit - demand), overBy: excess, daysLeft }
}

/** By the day where the provider is, which ends it; a plan is not told to the organization's own people. */
async function daysLeft(
  context: CallContext,
  { id, plan_kind, plan_expires_on }: { id: string; plan_kind: string | null; plan_expires_on: string | null },
): Promise<number | null> {
  if (plan_kind !== 'trial' || plan_expires_on === null || isInternalTo(context.caller, id)) return null
  return (Date.parse(plan_expires_on) - Date.parse(await todayOf(context))) / dayMs
}

const dayMs = 86_400_000

/**
 * Sets the mode and all limits of an organization that still has the version its editor has read, all or none; types that
 * are not named have no limit. Shares the provider's tree, then locks the organization, its counters and those above.
 * @throws not_found (404) when it does not exist for the caller
 * @throws forbidden (403) for one's own organization
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws license_exhausted (409) for more than what is free above, with every type that is short
 * @throws license_limit_below_use (409) for less than what is in use, without confirmation
 * @throws invalid_input (422) for the allocated mode without any word of limits, types that are not counted or named twice,
 * limits in the unlimited mode, a division and what is archived
 */
export async function setCustomerLicenses(
  context: CallContext,
  id: string,
  { confirm = false, basis: wanted, mode, types }: LicensesChange,
): Promise<{ licenses: CustomerLicenses; version: number }> {
  const { tx, clock, caller, ifMatch } = context
  const input = { mode, types: types ?? noTypes(mode) }
  const [, row] = await Promise.all([shareTree(tx), lockLicensed(tx, id)])
  if (!row) throw new AppError('not_found')
  requireMatch(ifMatch, row.version)
  if (row.id === caller.organization.id)
    throw new AppError('forbidden', { detail: 'Those above set what your organization may use' })
  await requireWritable(context, id)
  await checkLicenses(context, row.type, input)
  const basis = basisFor(input.mode, wanted, row.license_basis as MeteringBasis)
  const before = await getCustomerLicenses(context, id)
  const changed = await writeLicenses(context, id, input, { reason: 'limits.changed', isConfirmed: confirm })
  if (changed === 0 && input.mode === row.license_mode && basis === row.license_basis) return before
  await writeMode(tx, id, { mode: input.mode, basis, now: clock.now() })
  if (basis !== row.license_basis) await writeBasisOfMonth(tx, id, { basis, now: clock.now() })
  const after = await getCustomerLicenses(context, id)
  await recordAudit(context, {
    action: 'customer.licenses_changed',
    organizationId: id,
    objectType: 'organization',
    objectId: id,
    before: auditedLicenses(before.licenses),
    after: auditedLicenses(after.licenses),
  })
  return after
}

/** Where limits may hold they are not taken away by saying nothing of them. */
function noTypes(mode: LicensesInput['mode']): [] {
  if (mode === 'unlimited') return []
  const message = 'Say which limits shall hold; [] takes all away'
  throw invalidInput({ path: 'types', code: 'required', message })
}

/** What is sent of a change. */
type LicensesChange = Pick<LicensesInput, 'mode'> & {
  types?: LicensesInput['types'] | undefined
  confirm?: boolean | undefined
  basis?: MeteringBasis | undefined
}

/** Without numbers that are set aside, none of them can be metered. */
function basisFor(
  mode: LicensesInput['mode'],
  wanted: MeteringBasis | undefined,
  stored: MeteringBasis,
): MeteringBasis {
  if (mode === 'allocated') return wanted ?? stored
  if (wanted === 'allocated')
    throw invalidInput({ path: 'basis', code: 'mode_has_no_limits', message: 'The unlimited mode sets nothing aside' })
  return wanted ?? (stored === 'allocated' ? 'peak' : stored)
}

/** Writes what somebody has checked; types that are not named lose their limit. */
export async function writeLicenses(
  context: CallContext,
  id: string,
  input: LicensesInput,
  options: { reason: LicenseReason; isConfirmed: boolean },
): Promise<number> {
  const named = new Map(input.types.map((each) => [each.type, each]))
  const counters = await findCounters(context.tx, id)
  const dropped = counters.filter(
    ({ type, limit_count }) => limit_count !== null && type !== trialDevices && !named.has(type),
  )
  const limits: LicenseLimit[] = [...input.types, ...dropped.map(({ type }) => ({ type, limit: null, overage: 0 }))]
  return setLimits(context, id, limits, options)
}

/**
 * Refuses limits that cannot be.
 * @param path what the paths of problems begin with
 * @throws invalid_input (422)
 */
export async function checkLicenses(
  { tx }: Pick<CallContext, 'tx'>,
  organizationType: string,
  { mode, types }: LicensesInput,
  path = '',
): Promise<void> {
  if (organizationType === 'division')
    throw invalidInput({
      path: `${path}mode`,
      code: 'division_has_none',
      message: 'A division has no licenses of its own: it draws on those of its enterprise',
    })
  const counted = new Set((await findTypes(tx)).filter(({ is_on }) => is_on).map(({ code }) => code))
  const problems = types.flatMap(({ type, limit }, index): FieldProblem[] => {
    const at = (field: string, code: string, message: string) => [
      { path: `${path}types.${index}.${field}`, code, message },
    ]
    if (!counted.has(type)) return at('type', 'unknown_reference', 'No such type of license is counted')
    if (types.findIndex((each) => each.type === type) !== index) return at('type', 'duplicate', 'It is named twice')
    if (mode === 'unlimited' && limit !== null)
      return at('limit', 'mode_has_no_limits', 'The unlimited mode sets nothing aside')
    return []
  })
  if (problems.length > 0) throw invalidInput(...problems)
}

function auditedLicenses({ mode, basis, types }: CustomerLicenses) {
  return {
    mode,
    basis,
    ...Object.fromEntries(
      types.flatMap(({ type, limit, overage }) => [
        [`limit.${type}`, limit],
        [`overage.${type}`, overage],
      ]),
    ),
  }
}
