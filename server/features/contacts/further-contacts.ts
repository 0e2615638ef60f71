/** Further contacts one by one, by the rules of the list in a customer (B28). */
import { isSomebody, type OtherContact, type OtherContactPatch } from '@tenantry/contract/contacts.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { recordAudit } from '../audit-events/public.ts'
import { refuseNone } from '../customer-form-settings/public.ts'
import {
  holdOrganization,
  raiseOrganizationVersions,
  requireWritable,
  seesOrganization,
  shareTree,
} from '../organizations/public.ts'
import { contactChange } from './contact-change.ts'
import { deleteContactRow, updateContactRow } from './contacts.queries.ts'
import { otherContactView } from './contacts.view.ts'
import { findContact, findContactRows, findLastPlace, planContacts } from './contacts-list.queries.ts'
import { filled, isSame, rowMaker } from './save-contacts.ts'

/** A contact with the version that a change of it has to name. */
export interface ReadContact {
  contact: OtherContact
  version: number
}

/**
 * Pages the further contacts of an organization in their order.
 * @throws not_found (404) when the caller cannot see the organization
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listContacts(
  context: CallContext,
  organizationId: string,
  query: ListQuery,
): Promise<Page<OtherContact>> {
  const { tx } = context
  if (!(await seesOrganization(tx, organizationId))) throw new AppError('not_found')
  const plan = await planContacts(context, organizationId, query)
  const { rows, counted } = await findContactRows(tx, plan)
  return toPage(plan, rows, counted, otherContactView)
}

/**
 * Reads one.
 * @throws not_found (404) when it does not exist for the caller, or belongs to another organization
 */
export async function getContact({ tx }: CallContext, organizationId: string, id: string): Promise<ReadContact> {
  const row = await findContact(tx, organizationId, id)
  if (!row) throw new AppError('not_found')
  return { contact: otherContactView(row), version: row.version }
}

/**
 * Changes the given fields of one that still has the version its editor has read. Where nothing differs, the version
 * stays and nothing is written. Locks as adding does.
 * @throws not_found (404) when it does not exist for the caller, or belongs to another organization
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) where neither name nor email would be left, and where the organization is archived
 */
export async function updateContact(
  context: CallContext,
  organizationId: string,
  id: string,
  patch: OtherContactPatch,
): Promise<ReadContact> {
  await holdForChange(context, organizationId)
  const before = await findCurrent(context, organizationId, id)
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  const after = { ...before.contact, ...given }
  if (!isSomebody(after))
    throw invalidInput({
      path: 'firstName',
      code: 'contact_empty',
      message: 'Needs a first name, a last name or an email',
    })
  const whole = { ...filled(after), id: before.contact.id, role: after.role ?? null }
  if (isSame(before.contact, whole)) return before
  const {
    provider_id: _,
    id: __,
    organization_id: ___,
    position: ____,
    ...columns
  } = rowMaker(context, organizationId)('other', whole)
  await updateContactRow(context.tx, id, columns)
  await afterChange(context, organizationId, 'contact.updated', before.contact, whole)
  return { contact: whole, version: before.version + 1 }
}

/**
 * Removes one. Locks as adding does.
 * @throws not_found (404) when it does not exist for the caller, or belongs to another organization
 * @throws precondition_failed (412) when a version was named and it has another
 * @throws invalid_input (422) for the last one where the provider requires one, and where the organization is archived
 */
export async function deleteContact(context: CallContext, organizationId: string, id: string): Promise<void> {
  await holdForChange(context, organizationId)
  const { contact } = await findCurrent(context, organizationId, id)
  const { count } = await findLastPlace(context.tx, organizationId)
  await refuseNone(context, 'contacts.others', count - 1)
  await deleteContactRow(context.tx, id)
  await afterChange(context, organizationId, 'contact.deleted', contact, null)
}

async function holdForChange(context: CallContext, organizationId: string): Promise<void> {
  await shareTree(context.tx)
  if (!(await holdOrganization(context.tx, organizationId))) throw new AppError('not_found')
  await requireWritable(context, organizationId)
}

async function findCurrent(context: CallContext, organizationId: string, id: string): Promise<ReadContact> {
  const read = await getContact(context, organizationId, id)
  requireMatch(context.ifMatch, read.version)
  return read
}

async function afterChange(
  context: CallContext,
  organizationId: string,
  action: 'contact.created' | 'contact.updated' | 'contact.deleted',
  before: OtherContact | null,
  after: OtherContact | null,
): Promise<void> {
  await raiseOrganizationVersions(context.tx, [organizationId], context.clock.now())
  await recordAudit(context, contactChange(action, organizationId, before, after))
}
