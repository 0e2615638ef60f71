import { mostContacts, type NewContactInput } from '@tenantry/contract/contacts.ts'
import { newId } from '../../platform/clock/clock.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import {
  byNumber,
  effectiveStatuses,
  holdOrganizations,
  raiseOrganizationVersions,
  readOnly,
  shareTree,
} from '../organizations/public.ts'
import { contactChange } from './contact-change.ts'
import { type ContactRow, insertManyContacts } from './contacts.queries.ts'
import { otherContactView } from './contacts.view.ts'
import { findLastPlaces } from './contacts-list.queries.ts'
import type { ReadContact } from './further-contacts.ts'
import { rowMaker } from './save-contacts.ts'

/** A further contact that somebody wants, and whose it would be. */
export interface ContactWish {
  organizationId: string
  input: NewContactInput
}

/**
 * Adds one after the others. Shares the provider's tree, locks the organization and raises its version.
 * @throws not_found (404) when the caller cannot see the organization
 * @throws invalid_input (422) where it is archived or has as many as it may
 */
export async function createContact(
  context: CallContext,
  organizationId: string,
  input: NewContactInput,
): Promise<ReadContact> {
  const [made] = await createContacts(context, [{ organizationId, input }])
  if (!made) throw new TypeError('one wish has one answer')
  if (made instanceof AppError) throw made
  return made
}

/**
 * Adds further contacts to any organizations by a few statements, each by the rules of {@link createContact}.
 * @param before how many more each organization has than are there, by its id
 * @returns for each, in the order given, the contact, or what is in its way, which keeps back none of the others
 */
export async function createContacts(
  context: CallContext,
  wishes: readonly ContactWish[],
  before: ReadonlyMap<string, number> = new Map(),
): Promise<(ReadContact | AppError)[]> {
  const { tx, clock } = context
  const made = await newRows(context, wishes, before)
  const rows = made.flatMap((each) => (each instanceof AppError ? [] : [each]))
  await insertManyContacts(tx, rows)
  for (const [by, ids] of byNumber(rows.map(({ organization_id }) => organization_id)))
    await raiseOrganizationVersions(tx, ids, clock.now(), by)
  await recordAudits(
    context,
    rows.map((row) => contactChange('contact.created', row.organization_id, null, viewOf(row))),
  )
  return made.map((each) => (each instanceof AppError ? each : { contact: viewOf(each), version: 1 }))
}

type NewContact = ReturnType<ReturnType<typeof rowMaker>>

// Every column is there, as it will be stored.
const viewOf = (row: NewContact) => otherContactView(row as ContactRow)

async function newRows(
  context: CallContext,
  wishes: readonly ContactWish[],
  before: ReadonlyMap<string, number>,
): Promise<(NewContact | AppError)[]> {
  const { tx } = context
  const ids = [...new Set(wishes.map(({ organizationId }) => organizationId))]
  await shareTree(tx)
  const held = await holdOrganizations(tx, ids)
  const [statuses, lasts] = await Promise.all([effectiveStatuses(tx, ids), findLastPlaces(tx, ids)])
  return wishes.map(({ organizationId, input }) => {
    if (!held.has(organizationId)) return new AppError('not_found')
    if (statuses.get(organizationId) === 'archived') return readOnly()
    const { count, next } = lasts.get(organizationId) ?? { count: 0, next: 0 }
    if (count + (before.get(organizationId) ?? 0) >= mostContacts)
      return invalidInput({
        path: '',
        code: 'too_many_contacts',
        message: `A customer has ${mostContacts} at most`,
      })
    lasts.set(organizationId, { count: count + 1, next: next + 1 })
    return rowMaker(context, organizationId)('other', { ...input, id: newId() as never }, next)
  })
}
