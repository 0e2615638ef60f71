/** The people of a customer, each kept by the room that they belong to. */
import type { Customer, CustomerInput, CustomerPatch } from '@tenantry/contract/customers.ts'
import type { MembershipId } from '@tenantry/contract/ids.ts'
import type { CallContext } from '../../platform/http/context.ts'
import {
  changeContacts,
  changeRepresentatives,
  insertContacts,
  insertRepresentatives,
  readContacts,
  readRepresentatives,
} from '../contacts/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import { changeAssignedUsers, insertAdministrator, readAdministrator, readAssignedUsers } from '../users/public.ts'

/** The part of a customer that its people are. */
export type People = Pick<Customer, 'contacts' | 'salesRepresentatives' | 'assignedUserIds'>

/** Whether a new customer has people at all; without any there is nothing to write and nothing to read. */
export function hasPeople(context: CallContext, input: CustomerInput): boolean {
  return (
    context.caller.scope.reach === 'selected' ||
    input.contacts !== undefined ||
    input.salesRepresentatives !== undefined ||
    input.assignedUserIds !== undefined
  )
}

/** The people of a customer that has none, as the caller sees them. */
export function nobody(context: CallContext): People {
  return {
    contacts: { primary: null, billing: null, admin: null, others: [] },
    salesRepresentatives: [],
    assignedUserIds: isOwnSide(context.caller) ? null : [],
  }
}

/** Reads all people of a customer in one go. */
export async function readPeople(context: CallContext, id: string): Promise<People> {
  const [contacts, admin, salesRepresentatives, assigned] = await Promise.all([
    readContacts(context.tx, id),
    readAdministrator(context.tx, id),
    readRepresentatives(context.tx, id),
    isOwnSide(context.caller) ? null : readAssignedUsers(context, id),
  ])
  return {
    contacts: { ...contacts, admin },
    salesRepresentatives,
    assignedUserIds: assigned as MembershipId[] | null,
  }
}

/**
 * Adds the people of a new customer.
 * @throws invalid_input (422) for users who cannot be picked
 */
export async function insertPeople(context: CallContext, id: string, input: CustomerInput): Promise<void> {
  const { contacts, salesRepresentatives = [], assignedUserIds = [] } = input
  const { reach, membershipId } = context.caller.scope
  await Promise.all([
    contacts && insertContacts(context, id, contacts),
    contacts?.admin && insertAdministrator(context, { id, type: input.type }, contacts.admin),
    salesRepresentatives.length > 0 && insertRepresentatives(context, id, salesRepresentatives),
  ])
  if (assignedUserIds.length > 0)
    await changeAssignedUsers(context, id, reach === 'selected' ? [...assignedUserIds, membershipId] : assignedUserIds)
}

/**
 * Changes the people of a customer.
 * @returns whether anything differs
 * @throws invalid_input (422) for users who cannot be picked and for a contact without name and address
 */
export async function changePeople(
  context: CallContext,
  id: string,
  before: People,
  patch: CustomerPatch,
): Promise<boolean> {
  const { contacts, salesRepresentatives, assignedUserIds } = patch
  const changed = [
    contacts !== undefined && (await changeContacts(context, id, before.contacts, contacts)),
    salesRepresentatives !== undefined && (await changeRepresentatives(context, id, salesRepresentatives)),
    assignedUserIds !== undefined && (await changeAssignedUsers(context, id, assignedUserIds)),
  ]
  return changed.includes(true)
}
