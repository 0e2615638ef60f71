import type { Insertable, Updateable } from 'kysely'
import type { ContactsTable, SalesRepresentativesTable } from '../../database/tables.generated.ts'
import { insertMany } from '../../platform/database/insert-many.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** A contact as it is stored. */
export type ContactRow = Awaited<ReturnType<typeof findContacts>>[number]

/** A sales representative as it is read: `seen_membership_id` is null where the caller cannot see the user. */
export type RepresentativeRow = Awaited<ReturnType<typeof findRepresentatives>>[number]

/** All contacts of an organization, further ones in the order given. */
export async function findContacts(tx: TenantTransaction, organizationId: string) {
  return tx
    .selectFrom('contacts')
    .select([
      'id',
      'kind',
      'role',
      'first_name',
      'last_name',
      'email',
      'phone',
      'phone_extension',
      'fax',
      'fax_extension',
    ])
    .where('organization_id', '=', organizationId)
    .orderBy('position')
    .execute()
}

/** Writes contacts; one statement for each, so that its text is the same for any number. */
export async function insertContactRows(tx: TenantTransaction, rows: Insertable<ContactsTable>[]): Promise<void> {
  await Promise.all(rows.map((row) => tx.insertInto('contacts').values(row).execute()))
}

/** The versions of an organization's further contacts by their ids. */
export async function findVersions(tx: TenantTransaction, organizationId: string): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('contacts')
    .select(['id', 'version'])
    .where('organization_id', '=', organizationId)
    .where('kind', '=', 'other')
    .execute()
  return new Map(rows.map((row) => [row.id, row.version]))
}

/** Changes one contact and raises its version. */
export async function updateContactRow(
  tx: TenantTransaction,
  id: string,
  change: Updateable<ContactsTable>,
): Promise<void> {
  await tx
    .updateTable('contacts')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Removes one contact. */
export async function deleteContactRow(tx: TenantTransaction, id: string): Promise<void> {
  await tx.deleteFrom('contacts').where('id', '=', id).execute()
}

/** Removes the contacts of one kind. */
export async function deleteContacts(tx: TenantTransaction, organizationId: string, kind: string): Promise<void> {
  await tx.deleteFrom('contacts').where('organization_id', '=', organizationId).where('kind', '=', kind).execute()
}

/** The sales representatives of an organization in their order. */
export async function findRepresentatives(tx: TenantTransaction, organizationId: string) {
  return tx
    .selectFrom('sales_representatives as s')
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.provider_id', '=', 's.provider_id').onRef('m.id', '=', 's.membership_id'),
    )
    .select(['s.name', 's.email', 's.phone', 's.membership_id', 'm.id as seen_membership_id'])
    .where('s.organization_id', '=', organizationId)
    .orderBy('s.position')
    .execute()
}

/** Writes sales representatives. */
export async function insertRepresentativeRows(
  tx: TenantTransaction,
  rows: Insertable<SalesRepresentativesTable>[],
): Promise<void> {
  await Promise.all(rows.map((row) => tx.insertInto('sales_representatives').values(row).execute()))
}

/** Removes all sales representatives of an organization. */
export async function deleteRepresentatives(tx: TenantTransaction, organizationId: string): Promise<void> {
  await tx.deleteFrom('sales_representatives').where('organization_id', '=', organizationId).execute()
}

/** Writes contacts of many organizations by one statement. */
export async function insertManyContacts(
  tx: TenantTransaction,
  rows: readonly Insertable<ContactsTable>[],
): Promise<void> {
  await insertAllContacts(
    tx,
    rows.map(({ provider_id: _, ...row }) => row),
  )
}

const insertAllContacts = insertMany('contacts', {
  id: 'uuid',
  organization_id: 'uuid',
  kind: 'text',
  position: 'int',
  role: 'text',
  first_name: 'text',
  last_name: 'text',
  email: 'text',
  phone: 'text',
  phone_extension: 'text',
  fax: 'text',
  fax_extension: 'text',
})

/** Writes sales representatives of many organizations by one statement. */
export const insertManyRepresentatives = insertMany('sales_representatives', {
  organization_id: 'uuid',
  position: 'int',
  name: 'text',
  email: 'text',
  phone: 'text',
})
