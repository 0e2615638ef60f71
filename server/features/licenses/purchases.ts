/** Purchases of licenses, which make up the provider's pool. */
import type {
  LicensePurchase,
  LicensePurchaseInput,
  LicensePurchasePatch,
} from '@tenantry/contract/license-purchases.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { newId } from '../../platform/clock/clock.ts'
import { englishCount } from '../../platform/english.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { recordAudit } from '../audit-events/public.ts'
import { shareTree } from '../organizations/public.ts'
import { requireProvider } from '../settings/public.ts'
import { findTypes, mostOwned } from './licenses.queries.ts'
import { auditedPurchase, purchaseView } from './licenses.view.ts'
import { dayOf, renewPool, todayOf } from './pool.ts'
import {
  deletePurchaseRow,
  findPurchase,
  findPurchases,
  insertPurchase,
  lockPurchase,
  type PurchaseRow,
  planPurchases,
  sumBought,
  updatePurchaseRow,
} from './purchases.queries.ts'

/** A purchase with its version. */
interface Versioned {
  purchase: LicensePurchase
  version: number
}

/**
 * Pages what was bought, the latest first.
 * @throws forbidden (403) for people who do not see the provider itself
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listPurchases(
  context: CallContext,
  query: ListQuery,
): Promise<Page<LicensePurchase> & { today: string; currency: string }> {
  await requireProvider(context)
  const plan = planPurchases(context.caller, query)
  const [{ rows, counted }, { today, currency }] = await Promise.all([findPurchases(context.tx, plan), dayOf(context)])
  return { ...toPage(plan, rows, counted, (row) => purchaseView(row, today)), today, currency }
}

/**
 * Reads a purchase.
 * @throws not_found (404) when it does not exist for the caller
 */
export async function getPurchase(context: CallContext, id: string): Promise<Versioned> {
  const [row, today] = await Promise.all([findPurchase(context.tx, id), todayOf(context)])
  if (!row) throw new AppError('not_found')
  return { purchase: purchaseView(row, today), version: row.version }
}

/**
 * Records a purchase and adds it to the pool from its first day on. The first one of a type begins its enforcement: what
 * is in use above it is left over by the difference. Locks the pool.
 * @throws forbidden (403) for people who do not see the provider itself
 * @throws license_limit_below_use (409) where less would be owned than is set aside and used, without confirmation
 * @throws invalid_input (422) for a type that is not counted, an end before the start, and a cost without its currency
 */
export async function createPurchase(context: CallContext, input: LicensePurchaseInput): Promise<Versioned> {
  await requireProvider(context)
  const { tx, clock, caller } = context
  await shareTree(tx)
  const type = (await findTypes(tx)).find(({ code }) => code === input.type)
  if (!type?.is_on)
    throw invalidInput({ path: 'type', code: 'unknown_reference', message: 'No such type of license is counted' })
  checkTerm({ starts_on: input.startsOn, ends_on: input.endsOn ?? null })
  checkCost({ cost_minor: input.costMinor ?? null, currency: input.currency ?? null })
  await followDay(context)
  const id = newId()
  const { providerId } = caller.scope
  await insertPurchase(tx, {
    provider_id: providerId,
    id,
    organization_id: providerId,
    type: input.type,
    quantity: input.quantity,
    starts_on: input.startsOn,
    ends_on: input.endsOn ?? null,
    reference: input.reference ?? null,
    cost_minor: input.costMinor ?? null,
    currency: input.currency ?? null,
    created_at: clock.now(),
    updated_at: clock.now(),
  })
  await requireCountable(context, input.type)
  await renewPool(context, input.confirm === true)
  const made = await getPurchase(context, id)
  await recordPurchase(context, 'license_purchase.created', null, made.purchase)
  return made
}

/**
 * Corrects a purchase that still has the version its editor has read, and the pool with it.
 * @throws not_found (404) when it does not exist for the caller
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws license_limit_below_use (409) where less would be owned than is set aside and used, without confirmation
 * @throws license_enforcement_ends (409) where no purchase of a type has begun any more of which something is set aside or
 * used, without confirmation
 * @throws invalid_input (422) as {@link createPurchase} does
 */
export async function updatePurchase(
  context: CallContext,
  id: string,
  patch: LicensePurchasePatch,
): Promise<Versioned> {
  const { tx, clock } = context
  const row = await holdPurchase(context, id)
  const after = {
    quantity: patch.quantity ?? row.quantity,
    starts_on: patch.startsOn ?? row.starts_on,
    ends_on: patch.endsOn === undefined ? row.ends_on : patch.endsOn,
    reference: patch.reference === undefined ? row.reference : patch.reference,
    cost_minor: patch.costMinor === undefined ? costOf(row) : patch.costMinor,
    currency: patch.currency === undefined ? row.currency : patch.currency,
  }
  checkTerm(after)
  checkCost(after)
  const before = purchaseView(row, await todayOf(context))
  if (isSame(row, after)) return { purchase: before, version: row.version }
  await followDay(context)
  await updatePurchaseRow(tx, id, { ...after, updated_at: clock.now() })
  if (after.quantity > row.quantity) await requireCountable(context, row.type)
  await renewPool(context, patch.confirm === true)
  const changed = await getPurchase(context, id)
  await recordPurchase(context, 'license_purchase.updated', before, changed.purchase)
  return changed
}

/**
 * Removes a purchase that was recorded by mistake, and takes it from the pool.
 * @throws not_found (404) when it does not exist for the caller
 * @throws precondition_failed (412) when a version was named and it has another
 * @throws license_limit_below_use (409) where less would be owned than is set aside and used, without confirmation
 * @throws license_enforcement_ends (409) where no purchase of a type has begun any more of which something is set aside or
 * used, without confirmation
 */
export async function deletePurchase(context: CallContext, id: string, isConfirmed: boolean): Promise<void> {
  const row = await holdPurchase(context, id)
  await followDay(context)
  await deletePurchaseRow(context.tx, id)
  await renewPool(context, isConfirmed)
  await recordPurchase(context, 'license_purchase.deleted', purchaseView(row, await todayOf(context)), null)
}

/** What the day alone has ended asks nobody, whoever comes first after midnight: only what is changed here does. */
async function followDay(context: CallContext): Promise<void> {
  await renewPool(context, true)
}

async function holdPurchase({ tx, ifMatch }: CallContext, id: string): Promise<PurchaseRow> {
  const [, row] = await Promise.all([shareTree(tx), lockPurchase(tx, id)])
  if (!row) throw new AppError('not_found')
  requireMatch(ifMatch, row.version)
  return row
}

function costOf({ cost_minor }: PurchaseRow): number | null {
  return cost_minor === null ? null : Number(cost_minor)
}

function isSame(row: PurchaseRow, after: object): boolean {
  const stored: Record<string, unknown> = { ...row, cost_minor: costOf(row) }
  return Object.entries(after).every(([column, value]) => stored[column] === value)
}

function checkTerm({ starts_on, ends_on }: { starts_on: string; ends_on: string | null }): void {
  if (ends_on !== null && ends_on < starts_on)
    throw invalidInput({ path: 'endsOn', code: 'before_start', message: 'The last day lies before the first' })
}

/** One after the other, since whoever changes purchases follows the day first and holds the pool from there on. */
async function requireCountable({ tx }: CallContext, type: string): Promise<void> {
  if ((await sumBought(tx, type)) <= mostOwned) return
  const message = `All purchases of a type come to ${englishCount(mostOwned)} at most`
  throw invalidInput({ path: 'quantity', code: 'too_many', message })
}

function checkCost({ cost_minor, currency }: { cost_minor: number | null; currency: string | null }): void {
  if ((cost_minor === null) === (currency === null)) return
  const path = currency === null ? 'currency' : 'costMinor'
  throw invalidInput({ path, code: 'required', message: 'A cost has an amount and a currency' })
}

async function recordPurchase(
  context: CallContext,
  action: 'license_purchase.created' | 'license_purchase.updated' | 'license_purchase.deleted',
  before: LicensePurchase | null,
  after: LicensePurchase | null,
): Promise<void> {
  await recordAudit(context, {
    action,
    organizationId: context.caller.scope.providerId,
    objectType: 'license_purchase',
    objectId: (after ?? before)?.id ?? '',
    before: before && auditedPurchase(before),
    after: after && auditedPurchase(after),
    names: ['name'],
  })
}
