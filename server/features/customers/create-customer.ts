import type { CustomerInput } from '@tenantry/contract/customers.ts'
import { codeKey, isReservedCode, suggestCode } from '@tenantry/contract/fields/codes.ts'
import { requirePermission } from '../../platform/auth/caller.ts'
import { breathe } from '../../platform/breathe.ts'
import { lockSpaces, takeLock } from '../../platform/database/advisory-lock.ts'
import { type TenantTransaction, withCommit } from '../../platform/database/tenant-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { removeDraft } from '../customer-drafts/public.ts'
import { requireFields } from '../customer-form-settings/public.ts'
import { insertEntities } from '../entities/public.ts'
import { insertExternalIds } from '../external-ids/public.ts'
import { checkAlerts, insertAlerts } from '../license-alerts/public.ts'
import { setLimits, trialDevices } from '../license-counts/public.ts'
import { checkLicenses, writeLicenses } from '../licenses/public.ts'
import { insertOnboarding } from '../onboarding/public.ts'
import { growthRefusal, holdPlace } from '../organizations/public.ts'
import { refuseInternalFields } from '../own-side/public.ts'
import { type ResolvedSettings, resolveSettings, setSettings } from '../settings/public.ts'
import { changeTags } from '../tags/public.ts'
import { assignCreator } from '../users/public.ts'
import { codeUnavailable } from './code-unavailable.ts'
import { withBillingAddress } from './customer-columns.ts'
import { hasPeople, insertPeople, nobody } from './customer-people.ts'
import { findAnyTakenCodes, insertCounters, insertOrganization, insertPlace } from './customers.queries.ts'
import { auditedCustomer } from './customers.view.ts'
import { checkType, findPlace, type Place } from './find-place.ts'
import { type CustomerWithSettings, type ReadCustomer, readAs, readCustomer } from './get-customer.ts'
import { asStored, type CodedCustomer, type PreparedCustomer, prepareCustomer } from './new-customer.ts'
import { findFreeCode } from './suggest-code.ts'

/**
 * Adds a customer, partner, enterprise or division with its place in the tree, its counters, settings, entities and
 * audit rows, and removes the draft that it was typed in, all in the caller's transaction. Shares the lock of the
 * provider's tree (IF8, IF9, MH2, MH3, RI2–RI4).
 * @throws not_found (404) when the caller cannot see the parent
 * @throws license_exhausted (409) when it is to have more than what is free above, or its people find none left
 * @throws code_unavailable (409) with a suggestion when the code is taken or reserved
 * @throws draft_gone (409) for a draft that is not there, or not there any more: one customer comes of it
 * @throws invalid_input (422) for a type that may not lie there, for fields that the provider requires, for fields that
 * contradict each other and where nothing new is added
 */
export async function createCustomer(context: CallContext, given: CustomerInput): Promise<ReadCustomer> {
  const { caller } = context
  refuseInternalFields(caller, given)
  const [place, above] = await placeFor(context, withBillingAddress(given))
  const prepared = prepareCustomer(context, given, place)
  const coded = { ...prepared, code: await settleCode(context, prepared) }
  // Waited for: what goes out with the commit can be refused by the database alone.
  if (given.draftId) await useUpDraft(context.tx, given.draftId)
  await checkGivenLicenses(context, coded.input)
  const written = insertWhole(context, place, coded)
  await withCommit(context.tx, written)
  // These are on their way, and the database at work on them, while the rest is worked out.
  await breathe()
  await setAside(context, coded, written)
  const created = await withMore(context, written, asStored(coded, place, await above), coded.input)
  const { id } = coded.row
  await recordAudit(context, {
    action: 'customer.created',
    organizationId: id,
    objectType: 'organization',
    objectId: id,
    before: null,
    after: auditedCustomer(created.customer),
  })
  await insertEntities(context, coded.entities)
  await insertOnboarding(context, created.customer)
  return created
}

/** Adds outside ids, people and tags of a new customer; what these change, such as the count of its users, is read again. */
async function withMore(
  context: CallContext,
  written: Promise<unknown>,
  { row, settings }: CustomerWithSettings,
  input: CustomerInput,
): Promise<ReadCustomer> {
  const { tagIds = [], externalIds = [] } = input
  if (tagIds.length === 0 && externalIds.length === 0 && !hasPeople(context, input))
    return readAs(context, { row, settings }, nobody(context))
  // Where the code is taken, nothing else may be what fails.
  await written
  await insertExternalIds(context, { id: row.id, codeScopeId: row.code_scope_id }, externalIds)
  if (tagIds.length > 0) await changeTags(context, row.id, { add: tagIds, remove: [] })
  await insertPeople(context, row.id, input)
  return readCustomer(context, row.id)
}

/** @throws forbidden (403) without the permission to set licenses aside; invalid_input (422) for limits that cannot be */
async function checkGivenLicenses(
  context: CallContext,
  { type, licenses, licenseAlerts }: CustomerInput,
): Promise<void> {
  if (licenses || licenseAlerts) requirePermission(context.caller, 'licenses.manage')
  if (licenses) await checkLicenses(context, type, licenses, 'licenses.')
  if (licenseAlerts) await checkAlerts(context, type, licenseAlerts, 'licenseAlerts.')
}

/**
 * Sets aside what a new customer is to have, before its first people take of it, and how many devices its trial holds.
 * @throws license_exhausted (409) for more than what is free above
 */
async function setAside(
  context: CallContext,
  { row, input }: PreparedCustomer,
  written: Promise<unknown>,
): Promise<void> {
  const { licenses, licenseAlerts, plan } = input
  const options = { reason: 'customer.created', isConfirmed: false } as const
  if (plan?.kind !== 'trial' && !licenses?.types.length && !licenseAlerts) return
  // Where the code is taken, nothing else may be what fails.
  await written
  if (licenseAlerts) await insertAlerts(context, row.id, licenseAlerts)
  if (row.trial_licenses != null)
    await setLimits(context, row.id, [{ type: trialDevices, limit: row.trial_licenses, overage: 0 }], options)
  if (licenses) await writeLicenses(context, row.id, licenses, options)
}

/**
 * Holds the tree still, finds the place and checks it, in one go. What is inherited there is asked for with it, and may
 * come later: nothing is checked by it.
 */
async function placeFor(context: CallContext, input: CustomerInput): Promise<[Place, Promise<ResolvedSettings>]> {
  const parentId = input.parentId ?? context.caller.organization.id
  const held = holdPlace(context.tx, parentId)
  const found = findPlace(context, input.parentId)
  const complete = requireFields(context, input)
  const inherited = resolveSettings(context.tx, parentId)
  // What the caller cannot see is told first.
  for (const later of [complete, inherited]) later.catch(() => {})
  const [place] = await Promise.all([found, held])
  checkType(place, input.type)
  const refusal = growthRefusal(context.caller, place.status, 'parentId')
  if (refusal) throw refusal
  await complete.catch((incomplete) => refuseTakenCode(context, place, input, incomplete))
  return [place, inherited]
}

/** A form asks about its code while the rest is still to be filled: that it cannot have it is told before what is missing. */
async function refuseTakenCode(context: CallContext, place: Place, input: CustomerInput, incomplete: unknown) {
  const row = { code_scope_id: place.codeScopeId, name: input.name }
  if (input.code) await settleCode({ ...context, isRepeated: true }, { row, input })
  throw incomplete
}

/**
 * The code that was asked for, or one that is made from the name. One that was asked for is taken to be free: where it is
 * not, the row cannot be written, and the call comes back here to look it up.
 * @throws code_unavailable (409) with a suggestion
 */
async function settleCode(
  { tx, isRepeated }: CallContext,
  { row, input }: { row: Pick<PreparedCustomer['row'], 'code_scope_id' | 'name'>; input: CustomerInput },
): Promise<string> {
  const { code: wanted } = input
  const { code_scope_id: scopeId, name } = row
  const isTaken = async (code: string) =>
    isReservedCode(code) || (isRepeated && (await findAnyTakenCodes(tx, scopeId, [codeKey(code)])).size > 0)
  if (wanted && !(await isTaken(wanted))) return wanted
  // Whoever makes one from such a name at the same moment waits, and finds the next.
  const [, { code }] = await Promise.all([
    takeLock(tx, lockSpaces.madeCodes, `${scopeId} ${suggestCode(name)}`),
    findFreeCode(tx, scopeId, name),
  ])
  if (wanted) throw codeUnavailable(code)
  return code
}

/** Writes the row with its place, counters and settings in one go. */
async function insertWhole(
  context: CallContext,
  { parentId, parentKey }: Place,
  { row, input, code, entities }: CodedCustomer,
): Promise<void> {
  const { tx } = context
  const { id } = row
  await Promise.all([
    insertPlace(tx, { id, parentId }),
    assignCreator(context, id),
    insertOrganization(tx, { ...row, code, code_key: codeKey(code) }),
    insertCounters(tx, {
      organization_id: id,
      name_key: row.name_key,
      parent_key: parentKey,
      entities: entities.length,
    }),
    setSettings(tx, id, input),
  ])
}

/** One customer comes of a draft, on however many devices it is open. */
async function useUpDraft(tx: TenantTransaction, id: string): Promise<void> {
  if (!(await removeDraft(tx, id))) throw new AppError('draft_gone')
}
