/** Contacts and representatives of two customers that become one. */
import { mostContacts, mostRepresentatives } from '@tenantry/contract/contacts.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import {
  type ContactRow,
  deleteContactRow,
  deleteRepresentatives,
  findContacts,
  findRepresentatives,
  insertRepresentativeRows,
  updateContactRow,
} from './contacts.queries.ts'
import { findLastPlace } from './contacts-list.queries.ts'

/** How many have moved, and who stayed behind because the target has them already or has no room. */
export interface MergedPeople {
  moved: number
  leftOut: { name: string; email: string }[]
}

/** What a primary or billing contact is called where the target has one of its own. */
const formerRoles: Record<string, string> = { primary: 'Former primary contact', billing: 'Former billing contact' }

/**
 * Gives one organization the contacts of another. Its own primary and billing contact stay; those of the other take the
 * place where it has none and become further contacts where it has (B10, B28). Whose email it has already is left out.
 * @throws merge_refused (409) when there would be more further contacts than one organization may have
 */
export async function mergeContacts({ tx }: CallContext, source: string, target: string): Promise<MergedPeople> {
  const [coming, there] = [await findContacts(tx, source), await findContacts(tx, target)]
  const kinds = new Set(there.map(({ kind }) => kind))
  const known = knownEmails(there)
  const leftOut: ContactRow[] = []
  let { count, next } = await findLastPlace(tx, target)
  for (const contact of inOrder(coming)) {
    const takesPlace = contact.kind !== 'other' && !kinds.has(contact.kind)
    if (!takesPlace && contact.email && known.has(contact.email.toLowerCase())) {
      leftOut.push(contact)
      await deleteContactRow(tx, contact.id)
      continue
    }
    if (contact.email) known.add(contact.email.toLowerCase())
    if (!takesPlace) count++
    const { role } = contact
    await updateContactRow(tx, contact.id, {
      organization_id: target,
      ...(takesPlace
        ? { kind: contact.kind, position: 0 }
        : { kind: 'other', role: role ?? formerRoles[contact.kind] ?? null, position: next++ }),
    })
  }
  if (count > mostContacts)
    throw new AppError('merge_refused', {
      detail: `Together they have ${count} further contacts, and ${mostContacts} are possible`,
      params: { reason: 'too_many_contacts' },
    })
  return { moved: coming.length - leftOut.length, leftOut: leftOut.map(shown) }
}

/**
 * Gives one organization the representatives of another, after its own and for as long as there is room (B10, MH8).
 * Whose email it has already is left out, too.
 */
export async function mergeRepresentatives(
  { tx, caller }: CallContext,
  source: string,
  target: string,
): Promise<MergedPeople> {
  const [coming, there] = [await findRepresentatives(tx, source), await findRepresentatives(tx, target)]
  const known = knownEmails(there)
  const leftOut: MergedPeople['leftOut'] = []
  const rows: Parameters<typeof insertRepresentativeRows>[1] = []
  let count = there.length
  for (const { name, email, phone, membership_id } of coming) {
    if (known.has(email.toLowerCase()) || count >= mostRepresentatives) {
      leftOut.push({ name, email })
      continue
    }
    known.add(email.toLowerCase())
    const whose = { provider_id: caller.scope.providerId, organization_id: target, position: ++count }
    rows.push({ ...whose, name, email, phone, membership_id })
  }
  await deleteRepresentatives(tx, source)
  if (rows.length > 0) await insertRepresentativeRows(tx, rows)
  return { moved: count - there.length, leftOut }
}

function knownEmails(rows: { email: string | null }[]): Set<string> {
  return new Set(rows.flatMap(({ email }) => (email ? [email.toLowerCase()] : [])))
}

function inOrder(rows: ContactRow[]): ContactRow[] {
  const rank = ({ kind }: ContactRow) => ['primary', 'billing', 'other'].indexOf(kind)
  return [...rows].sort((one, other) => rank(one) - rank(other))
}

function shown({ first_name, last_name, email }: ContactRow): MergedPeople['leftOut'][number] {
  return { name: [first_name, last_name].filter(Boolean).join(' '), email: email ?? '' }
}
