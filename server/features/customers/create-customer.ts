import type { CustomerInput } from '@tenantry/contract/customers.ts'
import { codeKey, isReservedCode } from '@tenantry/contract/fields/codes.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { removeDraft } from '../customer-drafts/public.ts'
import { requireFields } from '../customer-form-settings/public.ts'
import { insertEntities } from '../entities/public.ts'
import { insertExternalIds } from '../external-ids/public.ts'
import { insertOnboarding } from '../onboarding/public.ts'
import { requireGrowth, shareTree } from '../organizations/public.ts'
import { refuseInternalFields } from '../own-side/public.ts'
import { type ResolvedSettings, resolveSettings, setSettings, withOwn } from '../settings/public.ts'
import { changeTags } from '../tags/public.ts'
import { assignCreator } from '../users/public.ts'
import { codeUnavailable } from './code-unavailable.ts'
import { withBillingAddress } from './customer-columns.ts'
import { hasPeople, insertPeople, nobody } from './customer-people.ts'
import { insertCounters, insertOrganization, insertPlace, type StoredOrganization } from './customers.queries.ts'
import { auditedCustomer } from './customers.view.ts'
import { checkType, findPlace, type Place } from './find-place.ts'
import { type CustomerWithSettings, type ReadCustomer, readAs, readCustomer } from './get-customer.ts'
import { prepareCustomer, type RowWithoutCode } from './new-customer.ts'
import { findFreeCode, skipAfter } from './suggest-code.ts'

/**
 * Adds a customer, partner, enterprise or division with its place in the tree, its counters, settings, entities and
 * audit rows, and removes the draft that it was typed in, all in the caller's transaction. Shares the lock of the
 * provider's tree (IF8, IF9, MH2, MH3, RI2–RI4).
 * @throws not_found (404) when the caller cannot see the parent
 * @throws code_unavailable (409) with a suggestion when the code is taken or reserved
 * @throws invalid_input (422) for a type that may not lie there, for fields that the provider requires, for fields that
 * contradict each other and where nothing new is added
 */
export async function createCustomer(context: CallContext, given: CustomerInput): Promise<ReadCustomer> {
  const { tx, caller } = context
  refuseInternalFields(caller, given)
  const [place, above] = await placeFor(context, withBillingAddress(given))
  const { input, row, entities } = prepareCustomer(context, given, place)
  const { id } = row
  // What does not need an answer to the statement before goes out together with it.
  const [, , written] = await Promise.all([
    insertPlace(tx, { id, parentId: place.parentId }),
    assignCreator(context, id),
    insertWithCode(context, row, input),
    input.draftId && removeDraft(tx, input.draftId),
  ])
  const created = await withPeople(context, asRead(written, place, above, input), input)
  await recordAudit(context, {
    action: 'customer.created',
    organizationId: id,
    objectType: 'organization',
    objectId: id,
    before: null,
    after: auditedCustomer(created.customer),
  })
  await insertEntities(context, entities)
  await insertOnboarding(context, created.customer)
  return created
}

/** What reading a new customer would give, without reading it. */
function asRead(
  row: StoredOrganization,
  { parentId, parentName }: Place,
  above: ResolvedSettings,
  input: CustomerInput,
): CustomerWithSettings {
  const counts = { devices: 0, users: 0, entities: input.entities?.length ?? 0 }
  const parent = { parent_id: parentName === null ? null : parentId, parent_name: parentName }
  const carried = { tags: [], external_ids: [...(input.externalIds ?? [])] }
  return { row: { ...row, ...parent, ...counts, ...carried }, settings: withOwn(above, row, input) }
}

/** Adds outside ids, people and tags of a new customer; what these change, such as the count of its users, is read again. */
async function withPeople(
  context: CallContext,
  written: CustomerWithSettings,
  input: CustomerInput,
): Promise<ReadCustomer> {
  const { tagIds = [] } = input
  await insertExternalIds(context, { id: written.row.id, codeScopeId: written.row.code_scope_id }, input.externalIds)
  const isTagged = tagIds.length > 0 && (await changeTags(context, written.row.id, { add: tagIds, remove: [] }))
  if (!isTagged && !hasPeople(context, input)) return readAs(context, written, nobody(context))
  await insertPeople(context, written.row.id, input)
  return readCustomer(context, written.row.id)
}

/** Holds the tree still, finds the place and what is inherited there, and checks it, in one go. */
async function placeFor(context: CallContext, input: CustomerInput): Promise<[Place, ResolvedSettings]> {
  const parentId = input.parentId ?? context.caller.organization.id
  const held = shareTree(context.tx)
  const found = findPlace(context, input.parentId)
  const complete = requireFields(context, input)
  const growing = requireGrowth(context, parentId, 'parentId')
  const inherited = resolveSettings(context.tx, parentId)
  // What the caller cannot see is told first.
  for (const later of [complete, growing, inherited]) later.catch(() => {})
  const [place] = await Promise.all([found, held])
  checkType(place, input.type)
  await growing
  await complete
  return [place, await inherited]
}

async function insertWithCode(
  context: CallContext,
  row: RowWithoutCode,
  input: CustomerInput,
): Promise<StoredOrganization> {
  const wanted = input.code || undefined
  if (wanted && !isReservedCode(wanted)) {
    const written = await insertWhole(context, row, wanted, input)
    if (written) return written
  }
  for (let attempt = 0; ; ) {
    const free = await findFreeCode(context.tx, row.code_scope_id, row.name, attempt)
    attempt = skipAfter(free.attempt)
    const written = await insertWhole(context, row, free.code, input)
    if (!written) continue
    // Inserted to be sure that nobody has it, invisible ones included; the refusal takes it back.
    if (wanted) throw codeUnavailable(free.code)
    return written
  }
}

/**
 * Writes the row under a code, counters and settings, in one go: where the code is taken, what follows finds no
 * organization to belong to.
 * @returns nothing when the code is taken
 */
async function insertWhole(
  { tx }: CallContext,
  row: RowWithoutCode,
  code: string,
  input: CustomerInput,
): Promise<StoredOrganization | undefined> {
  const [written] = await Promise.all([
    insertOrganization(tx, { ...row, code, code_key: codeKey(code) }),
    insertCounters(tx, { organizationId: row.id, entities: input.entities?.length ?? 0 }),
    setSettings(tx, row.id, input),
  ])
  return written
}
