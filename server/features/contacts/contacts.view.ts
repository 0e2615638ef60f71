import type { Contact, Contacts, OtherContact, SalesRepresentative } from '@tenantry/contract/contacts.ts'
import type { ContactId, MembershipId } from '@tenantry/contract/ids.ts'
import type { ContactRow, RepresentativeRow } from './contacts.queries.ts'

/** The contacts of an organization that are no users. */
export type PlainContacts = Pick<Contacts, 'primary' | 'billing' | 'others'>

/** Rows of one organization as the API shows them. */
export function contactsView(rows: ContactRow[]): PlainContacts {
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  const only = (kind: string) => of(kind).map(contactView)[0] ?? null
  return { primary: only('primary'), billing: only('billing'), others: of('other').map(otherContactView) }
}

/** A sales representative as the API shows it: a user whom the caller cannot see is a name and an address. */
export function representativeView(row: RepresentativeRow): SalesRepresentative {
  const { name, email, phone } = row
  return { name, email, phone, membershipId: row.seen_membership_id as MembershipId | null }
}

function contactView(row: ContactRow): Contact {
  return {
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    phone: row.phone,
    phoneExtension: row.phone_extension,
    fax: row.fax,
    faxExtension: row.fax_extension,
  }
}

/** A further contact as the API shows it. */
export function otherContactView(row: ContactRow): OtherContact {
  return { id: row.id as ContactId, role: row.role, ...contactView(row) }
}
