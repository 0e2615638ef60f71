import type { Customer, CustomerInput } from '@tenantry/contract/customers.ts'
import { codeKey, isReservedCode } from '@tenantry/contract/fields/codes.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { removeDraft } from '../customer-drafts/public.ts'
import { insertEntities, prepareEntities } from '../entities/public.ts'
import { insertOnboarding } from '../onboarding/public.ts'
import { requireGrowth, shareTree } from '../organizations/public.ts'
import { setSettings } from '../settings/public.ts'
import { assignCreator } from '../users/public.ts'
import { codeUnavailable } from './code-unavailable.ts'
import { customerColumns, planColumns } from './customer-columns.ts'
import { hasPeople, insertPeople } from './customer-people.ts'
import { insertCounters, insertOrganization, insertPlace, type NewOrganization } from './customers.queries.ts'
import { auditedCustomer } from './customers.view.ts'
import { checkType, findPlace, type Place } from './find-place.ts'
import { readCustomer } from './get-customer.ts'
import { refuseInternalFields } from './own-side.ts'
import { findFreeCode, skipAfter } from './suggest-code.ts'

/**
 * Adds a customer, partner, enterprise or division with its place in the tree, its counters, settings, entities and
 * audit rows, and removes the draft that it was typed in, all in the caller's transaction. Shares the lock of the provider's tree (IF8, IF9, MH2, MH3, RI2–RI4).
 * @throws not_found (404) when the caller cannot see the parent
 * @throws code_unavailable (409) with a suggestion when the code is taken or reserved
 * @throws invalid_input (422) for a type that may not lie there, for fields that contradict each other and where nothing
 * new is added
 */
export async function createCustomer(
  context: CallContext,
  input: CustomerInput,
): Promise<{ customer: Customer; version: number }> {
  const { tx, clock, caller } = context
  const { providerId } = caller.scope
  refuseInternalFields(caller, input)
  const place = await placeFor(context, input)
  const id = newId()
  const row = { ...newRow(input, place, clock.now()), provider_id: providerId, id }
  const entities = prepareEntities(context, row, input.entities)
  // What does not need an answer to the statement before goes out together with it.
  await Promise.all([
    insertPlace(tx, { providerId, id, parentId: place.parentId }),
    assignCreator(context, id),
    insertWithCode(context, row, input.code || undefined),
    input.draftId && removeDraft(tx, input.draftId),
  ])
  const withPeople = hasPeople(context, input)
  const written = [
    insertCounters(tx, providerId, id, { entities: entities.length }),
    setSettings(tx, providerId, id, input),
  ]
  // After those, for people are counted, and invited by the time of day there.
  if (withPeople) await Promise.all([...written, insertPeople(context, id, input)])
  const [created] = await Promise.all([readCustomer(context, id, { withPeople }), ...written])
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

/** Holds the tree still, finds the place and checks it, in one go; what the caller cannot see is told first. */
async function placeFor(context: CallContext, input: CustomerInput): Promise<Place> {
  const held = shareTree(context.tx)
  const found = findPlace(context, input.parentId)
  const growing = requireGrowth(context, input.parentId ?? context.caller.organization.id, 'parentId')
  growing.catch(() => {})
  const [place] = await Promise.all([found, held])
  checkType(place, input.type)
  await growing
  return place
}

function newRow(input: CustomerInput, place: Place, now: Date) {
  const { name } = input
  const columns = { ...customerColumns(input), ...planColumns(input.plan, now) }
  return {
    ...columns,
    name,
    name_key: columns.name_key ?? '',
    parent_id: place.parentId,
    type: input.type,
    depth: place.depth,
    code_scope_id: place.codeScopeId,
    status: input.isActive === false ? 'disabled' : 'active',
    status_since: now,
    created_at: now,
    updated_at: now,
  }
}

type RowWithoutCode = Omit<NewOrganization, 'code' | 'code_key'>

async function insertWithCode(context: CallContext, row: RowWithoutCode, wanted: string | undefined): Promise<void> {
  const insert = (code: string) => insertOrganization(context.tx, { ...row, code, code_key: codeKey(code) })
  if (wanted && !isReservedCode(wanted) && (await insert(wanted))) return
  for (let attempt = 0; ; ) {
    const free = await findFreeCode(context.tx, row.code_scope_id, row.name, attempt)
    attempt = skipAfter(free.attempt)
    if (!(await insert(free.code))) continue
    // Inserted to be sure that nobody has it, invisible ones included; the refusal takes it back.
    if (wanted) throw codeUnavailable(free.code)
    return
  }
}
