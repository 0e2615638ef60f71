import type { Administrator } from '@tenantry/contract/contacts.ts'
import type { Customer, CustomerInput } from '@tenantry/contract/customers.ts'
import { codeKey } from '@tenantry/contract/fields/codes.ts'
import type { MembershipId } from '@tenantry/contract/ids.ts'
import { breathe } from '../../platform/breathe.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import { contactRowsOf, insertManyContacts, insertManyRepresentatives } from '../contacts/public.ts'
import { insertManyEntities } from '../entities/public.ts'
import { insertManyExternalIds } from '../external-ids/public.ts'
import { setLimits, trialDevices } from '../license-counts/public.ts'
import { insertManyOnboardings } from '../onboarding/public.ts'
import { holdName } from '../organizations/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import { insertManySettings, type ResolvedSettings, resolveSettings, settingNames } from '../settings/public.ts'
import { tagNewOrganizations } from '../tags/public.ts'
import { assignCreatorToMany, insertAdministrators } from '../users/public.ts'
import type { People } from './customer-people.ts'
import { auditedCustomer } from './customers.view.ts'
import { findPlace, type Place } from './find-place.ts'
import { readAs } from './get-customer.ts'
import { insertManyCounters, insertManyOrganizations, insertManyPlaces } from './many-customers.queries.ts'
import { asStored, type CodedCustomer, type PreparedCustomer } from './new-customer.ts'

/**
 * Adds many customers to one place with all that {@link createCustomer} leaves behind for one: the same rows, by some
 * twenty statements for any number. Whoever calls holds the provider's tree, has found the place and the codes, has
 * claimed the outside ids, and asks for no assigned users and for administrators only of types that the caller may name
 * them for.
 * @returns the customers as their log keeps them, in the order given
 * @throws invalid_input (422) for tags that cannot be put there, and for a day of an invitation that lies in the past
 * @throws a broken unique key when somebody has taken one of the codes meanwhile; the whole may be tried again
 */
export async function createCustomers(
  context: CallContext,
  place: Place,
  customers: readonly CodedCustomer[],
): Promise<Customer[]> {
  const { tx } = context
  if (customers.length === 0) return []
  const ids = customers.map(({ row }) => row.id)
  const inherited = resolveSettings(tx, place.parentId)
  await holdName(tx, place.parentId)
  // The place was found before its name was held.
  const { parentKey } = await findPlace(context, place.parentId)
  await insertManyPlaces(tx, place.parentId, ids)
  await assignCreatorToMany(context, ids)
  const inserting = insertManyOrganizations(
    tx,
    customers.map(({ row, code }) => ({ ...row, code, code_key: codeKey(code) })),
  )
  // Heard of below.
  inserting.catch(() => {})
  const administrators = await nameAdministrators(context, customers).catch(async (error: unknown) => {
    // Where that has failed, it is the cause: all that comes after hears only that the transaction is broken.
    await inserting
    throw error
  })
  // What follows from the rows is worked out while the database writes them.
  const { created, contacts } = await shown(context, { place, administrators, above: await inherited }, customers)
  await recordAudits(context, created.map(creation))
  await inserting
  await Promise.all([
    insertManyCounters(tx, customers.map(countsOf(parentKey, administrators))),
    insertManySettings(tx, customers.flatMap(ownSettings)),
    insertManyContacts(tx, contacts),
    insertManyRepresentatives(tx, customers.flatMap(representativesOf)),
    insertManyOnboardings(context, created),
    insertManyExternalIds(
      tx,
      customers.map(({ row: { id }, input }) => ({ id, externalIds: input.externalIds ?? [] })),
    ),
  ])
  await limitTrials(context, customers)
  await tagNewOrganizations(
    context,
    place.parentId,
    customers.map(({ row: { id }, input }) => ({ id, tagIds: input.tagIds ?? [] })),
  )
  await insertManyEntities(
    context,
    customers.flatMap(({ entities }) => entities),
  )
  return created
}

/** Lets each new trial take as many devices as it says. */
async function limitTrials(context: CallContext, customers: readonly CodedCustomer[]): Promise<void> {
  const options = { reason: 'customer.created', isConfirmed: false } as const
  await Promise.all(
    customers.map(({ row: { id, trial_licenses: limit } }) =>
      limit == null ? 0 : setLimits(context, id, [{ type: trialDevices, limit, overage: 0 }], options),
    ),
  )
}

type Administrators = ReadonlyMap<string, Administrator>

/** Names the administrators of new customers that are to have one; by customer. */
async function nameAdministrators(context: CallContext, customers: readonly CodedCustomer[]): Promise<Administrators> {
  const wishes = customers.flatMap(({ row: { id }, input: { type, contacts } }) =>
    contacts?.admin ? [{ organization: { id, type }, admin: contacts.admin }] : [],
  )
  const named = await insertAdministrators(context, wishes)
  return new Map(named.map((administrator, index) => [wishes[index]?.organization.id ?? '', administrator]))
}

function countsOf(parentKey: string, administrators: Administrators) {
  return ({ row, entities }: CodedCustomer) => ({
    organization_id: row.id,
    name_key: row.name_key,
    parent_key: parentKey,
    entities: entities.length,
    users: administrators.has(row.id) ? 1 : 0,
  })
}

/** What reading new customers would give, and the rows of their contacts. */
async function shown(
  context: CallContext,
  { place, administrators, above }: { place: Place; administrators: Administrators; above: ResolvedSettings },
  customers: readonly CodedCustomer[],
) {
  const created: Customer[] = []
  const contacts: ReturnType<typeof peopleOf>['contacts'] = []
  for (const [index, customer] of customers.entries()) {
    if (index % 50 === 49) await breathe()
    const { contacts: rows, people } = peopleOf(context, customer, administrators.get(customer.row.id) ?? null)
    contacts.push(...rows)
    created.push(readAs(context, asStored(customer, { ...place, parentName: null }, above), people).customer)
  }
  return { created, contacts }
}

function creation(customer: Customer) {
  return {
    action: 'customer.created' as const,
    organizationId: customer.id,
    objectType: 'organization',
    objectId: customer.id,
    before: null,
    after: auditedCustomer(customer),
  }
}

function peopleOf(context: CallContext, { row, input }: PreparedCustomer, admin: Administrator | null) {
  const { membershipId, reach } = context.caller.scope
  const { rows, view } = contactRowsOf(context, row.id, input.contacts ?? {})
  const people: People = {
    contacts: { ...view, admin },
    salesRepresentatives: (input.salesRepresentatives ?? []).map(({ name, email, phone }) => ({
      name,
      email,
      phone: phone ?? null,
      membershipId: null,
    })),
    assignedUserIds: isOwnSide(context.caller) ? null : reach === 'selected' ? [membershipId as MembershipId] : [],
  }
  return { contacts: rows, people }
}

function representativesOf({ row, input }: PreparedCustomer) {
  return (input.salesRepresentatives ?? []).map(({ name, email, phone }, index) => ({
    organization_id: row.id,
    position: index + 1,
    name,
    email,
    phone: phone ?? null,
  }))
}

function ownSettings({ row, input }: { row: { id: string }; input: CustomerInput }) {
  return settingNames.flatMap((name) => {
    const value = input[name]
    return value ? [{ organization_id: row.id, name, value }] : []
  })
}
