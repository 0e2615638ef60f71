import { type Insertable, sql, type Updateable } from 'kysely'
import type { InvitationsTable } from '../../database/tables.generated.ts'
import { insertMany } from '../../platform/database/insert-many.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** An invitation with the person and the organization that it is about. */
export type InvitationRow = NonNullable<Awaited<ReturnType<typeof lockInvitation>>>

/** Writes invitations, whatever their number, by one statement. */
export async function insertInvitations(
  tx: TenantTransaction,
  rows: readonly Omit<Insertable<InvitationsTable>, 'provider_id'>[],
): Promise<void> {
  await insertInvitationRows(tx, rows)
}

const insertInvitationRows = insertMany('invitations', {
  id: 'uuid',
  organization_id: 'uuid',
  membership_id: 'uuid',
  send_on: 'date',
  requested_at: 'timestamptz',
  issue: 'int',
  created_at: 'timestamptz',
})

function selectInvitation(tx: TenantTransaction) {
  return tx
    .selectFrom('invitations as i')
    .innerJoin('memberships as m', (join) =>
      join.onRef('m.provider_id', '=', 'i.provider_id').onRef('m.id', '=', 'i.membership_id'),
    )
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'i.provider_id').onRef('o.id', '=', 'i.organization_id'),
    )
    .select([
      'i.id',
      'i.organization_id',
      'i.membership_id',
      'i.send_on',
      'i.requested_at',
      'i.issue',
      'i.issued_at',
      'i.expires_at',
      'i.sent_at',
      'i.accepted_at',
      'm.account_id',
      'm.name',
      'm.email',
      'm.communication_email',
      'm.status as membership_status',
      'o.name as organization_name',
      sql<string>`tenancy.effective_status(${sql.ref('o.id')})`.as('effective_status'),
    ])
}

/** Reads an invitation that is about to be sent or changed; others wait for it until the transaction ends. */
export async function lockInvitation(tx: TenantTransaction, id: string) {
  return selectInvitation(tx).where('i.id', '=', id).forUpdate('i').executeTakeFirst()
}

/** Locks the invitation of a membership that is about to be sent again; others wait until the transaction ends. */
export async function lockInvitationOf(tx: TenantTransaction, membershipId: string) {
  return tx
    .selectFrom('invitations')
    .select(['id', 'issue'])
    .where('membership_id', '=', membershipId)
    .forUpdate()
    .executeTakeFirst()
}

/** Finds the invitation whose newest link has this hash. */
export async function findInvitationByHash(tx: TenantTransaction, hash: Buffer) {
  return selectInvitation(tx).where('i.token_hash', '=', hash).executeTakeFirst()
}

/** The same, locked. */
export async function lockInvitationByHash(tx: TenantTransaction, hash: Buffer) {
  return selectInvitation(tx).where('i.token_hash', '=', hash).forUpdate('i').executeTakeFirst()
}

/** Changes an invitation. */
export async function updateInvitation(
  tx: TenantTransaction,
  id: string,
  change: Updateable<InvitationsTable>,
): Promise<void> {
  await tx.updateTable('invitations').set(change).where('id', '=', id).execute()
}

/** Removes an invitation that nobody can accept any more. */
export async function deleteInvitation(tx: TenantTransaction, id: string): Promise<void> {
  await tx.deleteFrom('invitations').where('id', '=', id).execute()
}

/** Makes a pending membership an active one; false where it is pending no more. */
export async function activateMembership(tx: TenantTransaction, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('memberships')
    .set((eb) => ({ status: 'active', version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
