import type { Customer, CustomerPatch } from '@tenantry/contract/customers.ts'
import { codeKey, isReservedCode } from '@tenantry/contract/fields/codes.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext, Context } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { type AuditedChange, recordAudit } from '../audit-events/public.ts'
import { refuseEmptied } from '../customer-form-settings/public.ts'
import { changeExternalIds } from '../external-ids/public.ts'
import { lockPlaces, setLimits, trialDevices } from '../license-counts/public.ts'
import { todayOf } from '../licenses/public.ts'
import { applyStatus } from '../lifecycle/public.ts'
import { effectiveStatus, lockTree, readOnly } from '../organizations/public.ts'
import { refuseInternalFields, refuseOwnTerms } from '../own-side/public.ts'
import { type ResolvedSettings, resolveSettings, setSettings, settingNames } from '../settings/public.ts'
import { setTags } from '../tags/public.ts'
import { codeUnavailable } from './code-unavailable.ts'
import { customerColumns, planColumns } from './customer-columns.ts'
import { changePeople, type People, readPeople } from './customer-people.ts'
import {
  type CustomerDetailRow,
  findCustomer,
  lockCustomer,
  lockCustomers,
  tryCode,
  updateOrganization,
} from './customers.queries.ts'
import { auditedCustomer, customerView } from './customers.view.ts'
import { type ReadCustomer, readAs, readCustomer } from './get-customer.ts'
import { findFreeCode, skipAfter } from './suggest-code.ts'

/** A customer that nobody else changes until the transaction ends, as it was found. */
export interface HeldCustomer {
  row: CustomerDetailRow
  settings: ResolvedSettings
  people: People
  customer: Customer
  /** The strictest status of it and of all above it. */
  effectiveStatus: OrganizationStatus | null
}

/**
 * Changes the given fields of a customer that still has the version its editor has read (IF6, OM5). Where nothing
 * differs, the version stays and nothing is written. Locks the customer, and before it the provider's tree where the status
 * or the assigned users may change.
 * @throws not_found (404) when it does not exist for the caller
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws code_unavailable (409) when another organization has the code or it is reserved
 * @throws invalid_input (422) for fields that contradict each other or are emptied although the provider requires them,
 * and for an organization that is archived
 * @throws license_limit_below_use (409) for a trial of fewer devices than there are, without confirmation
 * @throws forbidden (403) for what those above keep about one's own organization
 */
export async function updateCustomer(
  context: CallContext,
  id: string,
  { confirm = false, ...patch }: CustomerPatch & { confirm?: boolean | undefined },
): Promise<ReadCustomer> {
  const { tx, ifMatch, caller } = context
  refuseInternalFields(caller, patch)
  // Before the customer itself, as every change of a status has it; and what assigned users see depends on what lies
  // below, where nothing may be added or moved meanwhile.
  if (patch.isActive !== undefined || patch.assignedUserIds !== undefined) await lockTree(tx)
  const held = await holdCustomer(context, id)
  requireMatch(ifMatch, held.row.version)
  return changeHeld(context, held, patch, { isConfirmed: confirm })
}

/**
 * Locks customers that are about to be changed one by one, and what their trials count where their plans may change, each in
 * the one order: else the second change would begin at the first customer again while the last are held.
 */
export async function holdCustomers(context: Context, ids: readonly string[], arePlansChanged: boolean): Promise<void> {
  if (ids.length === 0) return
  const there = await lockCustomers(context.tx, ids)
  if (!arePlansChanged) return
  await lockPlaces(
    context,
    // One that is no trial has no such counter that anybody could hold.
    there.flatMap(({ id, plan_kind }) => (plan_kind === 'trial' ? [{ organizationId: id, type: trialDevices }] : [])),
  )
}

/**
 * Locks a customer and reads all of it in one go.
 * @throws not_found (404) when it does not exist for the caller
 */
export async function holdCustomer(context: CallContext, id: string): Promise<HeldCustomer> {
  const { tx, caller } = context
  // Read by statements of their own, which see what was committed while the lock was waited for.
  const [, row, settings, people, status] = await Promise.all([
    lockCustomer(tx, id),
    findCustomer(tx, id),
    resolveSettings(tx, id),
    readPeople(context, id),
    effectiveStatus(tx, id),
  ])
  if (!row) throw new AppError('not_found')
  return { row, settings, people, customer: customerView(row, settings, people, caller), effectiveStatus: status }
}

/**
 * Changes a customer that is held, like {@link updateCustomer}; whoever changes its status or its users holds the
 * provider's tree.
 * @param options.isConfirmed whether a trial may have fewer devices than there are
 * @param options.record writes the change to the log; whoever changes many keeps what it is given and writes it in one go
 */
export async function changeHeld(
  context: CallContext,
  { row, settings, people, customer: before, effectiveStatus }: HeldCustomer,
  patch: CustomerPatch,
  {
    isConfirmed,
    record = (change) => recordAudit(context, change),
  }: { isConfirmed: boolean; record?: (change: AuditedChange) => Promise<void> },
): Promise<ReadCustomer> {
  const { tx, clock, caller } = context
  const { id } = row
  refuseInternalFields(caller, patch)
  refuseOwnTerms(caller, id, patch)
  if (effectiveStatus === 'archived') throw readOnly()
  const change = {
    ...customerColumns(patch, row),
    ...planColumns(patch.plan, clock.now(), row),
    ...codeColumns(patch.code),
  }
  const status = wantedStatus(row, patch.isActive)
  if (status) await applyStatus(context, row, status, ({ message }) => notSwitched(message))
  const isSet = settingNames.some((name) => patch[name] !== undefined && patch[name] !== before[name])
  const isTagged = patch.tagIds !== undefined && (await setTags(context, id, patch.tagIds))
  const isKnownOtherwise =
    patch.externalIds !== undefined &&
    (await changeExternalIds(
      context,
      { id, codeScopeId: row.code_scope_id },
      row.external_ids ?? [],
      patch.externalIds,
    ))
  const isMore = (await changePeople(context, id, people, patch)) || isSet || status || isTagged || isKnownOtherwise
  if (!isMore && isSame(change, row)) return { customer: before, version: row.version }
  const changed = { ...change, updated_at: clock.now() }
  await saveWithCode(context, row, changed)
  await changeTrial(context, row, changed, isConfirmed)
  await setSettings(tx, id, patch)
  // What is in the row alone is known without reading it again.
  const after = isMore
    ? await readCustomer(context, id)
    : readAs(context, { row: { ...row, ...changed, version: row.version + 1 }, settings }, people)
  await refuseEmptied(context, { before, after: after.customer })
  await record({
    action: 'customer.updated',
    organizationId: id,
    objectType: 'organization',
    objectId: id,
    before: auditedCustomer(before),
    after: auditedCustomer(after.customer),
  })
  return after
}

function isSame(change: object, row: CustomerDetailRow): boolean {
  const stored: Record<string, unknown> = row
  return Object.entries(change).every(([column, value]) => stored[column] === value)
}

function wantedStatus(row: CustomerDetailRow, isActive: boolean | undefined): 'active' | 'disabled' | null {
  if (isActive === undefined || isActive === (row.status === 'active')) return null
  if (row.status !== 'active' && row.status !== 'disabled')
    throw notSwitched(`A customer that is ${row.status} is not switched on or off here`)
  return isActive ? 'active' : 'disabled'
}

function notSwitched(message: string): AppError {
  return invalidInput({ path: 'isActive', code: 'status_change_not_possible', message })
}

function codeColumns(code: string | undefined): { code?: string; code_key?: string } {
  return code ? { code, code_key: codeKey(code) } : {}
}

/** The code first and alone, so that a refused one leaves a transaction in which a free one can still be found. */
async function saveWithCode(
  { tx }: CallContext,
  row: CustomerDetailRow,
  change: Parameters<typeof updateOrganization>[2],
): Promise<void> {
  const newCode = change.code && change.code_key !== row.code_key ? change.code : null
  if (newCode && (isReservedCode(newCode) || !(await tryCode(tx, row.id, newCode))))
    throw codeUnavailable(await findProvenCode(tx, row))
  await updateOrganization(tx, row.id, change)
}

async function findProvenCode(tx: TenantTransaction, row: CustomerDetailRow): Promise<string> {
  for (let attempt = 0; ; ) {
    const free = await findFreeCode(tx, row.code_scope_id, row.name, attempt)
    // Taken on trial to be sure that nobody has it, invisible ones included; the refusal takes it back.
    if (await tryCode(tx, row.id, free.code)) return free.code
    attempt = skipAfter(free.attempt)
  }
}

/**
 * Lets a trial that goes on take as many devices as it says, one that is over none more, and whoever has purchased any
 * number; what is there already is over by that, once that is confirmed.
 */
async function changeTrial(
  context: CallContext,
  row: CustomerDetailRow,
  { plan_kind, trial_licenses, plan_expires_on }: Partial<CustomerDetailRow>,
  isConfirmed: boolean,
): Promise<void> {
  if (plan_kind === undefined || isSame({ plan_kind, trial_licenses, plan_expires_on }, row)) return
  const isOver = plan_expires_on != null && plan_expires_on < (await todayOf(context))
  const limit = plan_kind === 'trial' ? (isOver ? 0 : (trial_licenses ?? 0)) : null
  const limits = [{ type: trialDevices, limit, overage: 0 }]
  await setLimits(context, row.id, limits, { reason: 'plan.changed', isConfirmed })
}
