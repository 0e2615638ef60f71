/** Contacts of an organization that the caller may change, in the transaction that changes the organization. */
import {
  type Contact,
  type ContactPatch,
  type ContactsInput,
  type ContactsPatch,
  isSomebody,
  type OtherContactInput,
} from '@tenantry/contract/contacts.ts'
import type { Insertable } from 'kysely'
import type { ContactsTable } from '../../database/tables.generated.ts'
import { newId } from '../../platform/clock/clock.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type ContactRow, deleteContacts, findVersions, insertContactRows } from './contacts.queries.ts'
import { contactsView, type PlainContacts } from './contacts.view.ts'

type Kind = 'primary' | 'billing' | 'other'
type Row = Insertable<ContactsTable>

/** Adds the contacts of a new organization (MH4, MH5, B28). */
export async function insertContacts(
  context: CallContext,
  organizationId: string,
  contacts: Omit<ContactsInput, 'admin'>,
): Promise<void> {
  await insertContactRows(context.tx, contactRowsOf(context, organizationId, contacts).rows)
}

/** The rows of the contacts of a new organization, and how they will be read. */
export function contactRowsOf(
  context: CallContext,
  organizationId: string,
  { primary, billing, others }: Omit<ContactsInput, 'admin'>,
): { rows: Row[]; view: PlainContacts } {
  const row = rowMaker(context, organizationId)
  if (others) refuseUnknown(others, new Set())
  const rows = [
    ...(primary ? [row('primary', primary)] : []),
    ...(billing ? [row('billing', billing)] : []),
    ...(others ?? []).map((other, index) => row('other', other, index)),
  ]
  // Every column is there, as it will be stored.
  return { rows, view: contactsView(rows as ContactRow[]) }
}

/**
 * Changes contacts: fields that are missing in primary and billing stay, null removes the contact, `others` is the whole
 * list, in which a contact keeps its id.
 * @param before the contacts as they are
 * @returns whether anything differs
 * @throws invalid_input (422) for a contact without name and address, and for an id that is none of the organization's
 */
export async function changeContacts(
  context: CallContext,
  organizationId: string,
  before: PlainContacts,
  { primary, billing, others }: ContactsPatch,
): Promise<boolean> {
  const row = rowMaker(context, organizationId)
  const replace = async (kind: Kind, rows: Row[]): Promise<true> => {
    await Promise.all([deleteContacts(context.tx, organizationId, kind), insertContactRows(context.tx, rows)])
    return true
  }
  const changed: boolean[] = []
  for (const [kind, patch] of [
    ['primary', primary],
    ['billing', billing],
  ] as const) {
    if (patch === undefined) continue
    const after = patch && merged(before[kind], patch)
    if (after && !isSomebody(after)) throw emptyContact(kind)
    if (!isSame(before[kind], after)) changed.push(await replace(kind, after ? [row(kind, after)] : []))
  }
  if (others) {
    refuseUnknown(others, new Set(before.others.map(({ id }) => id)))
    const after = others.map((other) => ({ ...filled(other), id: other.id, role: other.role ?? null }))
    if (!isSame(before.others, after)) {
      const versions = await findVersions(context.tx, organizationId)
      const known = new Map(before.others.map((each) => [each.id, each]))
      // One that stays as it is keeps its version, too: who edits it by itself goes on.
      const versionOf = (each: (typeof after)[number]) =>
        (each.id === undefined ? 0 : (versions.get(each.id) ?? 0)) +
        (each.id && isSame(known.get(each.id), each) ? 0 : 1)
      changed.push(
        await replace(
          'other',
          others.map((other, index) => ({
            ...row('other', other, index),
            version: versionOf(after[index] as (typeof after)[number]),
          })),
        ),
      )
    }
  }
  return changed.length > 0
}

/** Makes the rows of one organization. */
export function rowMaker({ caller }: CallContext, organizationId: string) {
  return (kind: Kind, contact: ContactPatch & Pick<OtherContactInput, 'id' | 'role'>, position = 0): Row => ({
    provider_id: caller.scope.providerId,
    id: contact.id ?? newId(),
    organization_id: organizationId,
    kind,
    position,
    role: contact.role ?? null,
    first_name: contact.firstName ?? null,
    last_name: contact.lastName ?? null,
    email: contact.email ?? null,
    phone: contact.phone ?? null,
    phone_extension: contact.phoneExtension ?? null,
    fax: contact.fax ?? null,
    fax_extension: contact.faxExtension ?? null,
  })
}

/** A contact as it is sent, with everything that is not said. */
export function filled(contact: ContactPatch): Contact {
  return {
    firstName: contact.firstName ?? null,
    lastName: contact.lastName ?? null,
    email: contact.email ?? null,
    phone: contact.phone ?? null,
    phoneExtension: contact.phoneExtension ?? null,
    fax: contact.fax ?? null,
    faxExtension: contact.faxExtension ?? null,
  }
}

function merged(before: Contact | null, patch: ContactPatch): Contact {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  return filled({ ...before, ...given })
}

/** Whether two say the same, in whatever order. */
export function isSame(before: unknown, after: unknown): boolean {
  return canonical(before) === canonical(after)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}

function refuseUnknown(others: OtherContactInput[], known: ReadonlySet<string>): void {
  const problems = others.flatMap(({ id }, index) =>
    id === undefined || known.has(id)
      ? []
      : [{ path: `contacts.others.${index}.id`, code: 'unknown_reference', message: 'There is no such contact' }],
  )
  if (problems.length > 0) throw invalidInput(...problems)
}

function emptyContact(kind: Kind) {
  return invalidInput({
    path: `contacts.${kind}.firstName`,
    code: 'contact_empty',
    message: 'Needs a first name, a last name or an email',
  })
}
