import type { SalesRepresentative } from '@tenantry/contract/contacts.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { findContacts, findRepresentatives } from './contacts.queries.ts'
import { contactsView, type PlainContacts, representativeView } from './contacts.view.ts'

/** Reads the contacts of an organization that the caller can see. */
export async function readContacts(tx: TenantTransaction, organizationId: string): Promise<PlainContacts> {
  return contactsView(await findContacts(tx, organizationId))
}

/** Reads who sells to an organization that the caller can see. */
export async function readRepresentatives(
  tx: TenantTransaction,
  organizationId: string,
): Promise<SalesRepresentative[]> {
  return (await findRepresentatives(tx, organizationId)).map(representativeView)
}
