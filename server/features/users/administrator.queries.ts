import { type Insertable, sql } from 'kysely'
import type { MembershipsTable } from '../../database/tables.generated.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** The administrator of an organization with where the invitation stands. */
export type AdministratorRow = NonNullable<Awaited<ReturnType<typeof findAdministrator>>>

/** Reads who was named administrator when an organization was created, or nothing. */
export async function findAdministrator(tx: TenantTransaction, organizationId: string) {
  return tx
    .selectFrom('memberships as m')
    .leftJoin('invitations as i', (join) =>
      join.onRef('i.provider_id', '=', 'm.provider_id').onRef('i.membership_id', '=', 'm.id'),
    )
    .select([
      'm.id',
      'm.status',
      'm.first_name',
      'm.last_name',
      'm.email',
      'm.name',
      'm.communication_email',
      'i.id as invitation_id',
      'i.requested_at',
      'i.send_on',
      'i.sent_at',
      'i.expires_at',
    ])
    .where('m.organization_id', '=', organizationId)
    .where('m.is_first_administrator', '=', true)
    .executeTakeFirst()
}

/**
 * Holds an organization below the provider whose administrator is about to be named, and raises its version; nothing where
 * the caller cannot see it.
 */
export async function lockAdministered(tx: TenantTransaction, id: string, now: Date) {
  return tx
    .updateTable('organizations')
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: now }))
    .where('id', '=', id)
    .where('type', '<>', 'provider')
    .returning('type')
    .executeTakeFirst()
}

/** Whether a login belongs to an organization. */
export async function hasPlace(tx: TenantTransaction, organizationId: string, login: string): Promise<boolean> {
  const row = await tx
    .selectFrom('memberships')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('email', '=', login)
    .executeTakeFirst()
  return row !== undefined
}

/** Holds the invitation of a membership, as accepting does, before what it is about is read. */
export async function lockInvited(tx: TenantTransaction, membershipId: string): Promise<void> {
  await tx.selectFrom('invitations').select('id').where('membership_id', '=', membershipId).forUpdate().execute()
}

/** Somebody whose invitation was withdrawn. */
export type WithdrawnRow = Awaited<ReturnType<typeof deletePending>>[number]

/** Removes a pending membership, or all of an organization, with their invitations. */
export async function deletePending(
  tx: TenantTransaction,
  which: { membershipId: string } | { organizationId: string },
) {
  const [column, value] =
    'membershipId' in which
      ? (['id', which.membershipId] as const)
      : (['organization_id', which.organizationId] as const)
  return tx
    .deleteFrom('memberships')
    .where(column, '=', value)
    .where('status', '=', 'pending')
    .returning(['id', 'name', 'email', 'account_id'])
    .execute()
}

/** Deletes those of some accounts that have no place any more. */
export async function forgetAccounts(tx: TenantTransaction, accountIds: string[]): Promise<void> {
  await tx.selectNoFrom(sql<number>`auth.forget_accounts(${accountIds}::uuid[])`.as('gone')).execute()
}

/** The account of a login, made where there is none; tells nothing of whether there was one. */
export async function ensureAccount(tx: TenantTransaction, login: string, name: string): Promise<string> {
  const { id } = await tx
    .selectNoFrom(sql<string>`auth.ensure_account(${newId()}::uuid, ${login}, ${name})`.as('id'))
    .executeTakeFirstOrThrow()
  return id
}

/** The id of a role that every provider starts with, whether the caller can see the house that it belongs to or not. */
export async function findSystemRole(tx: TenantTransaction, providerId: string, key: string): Promise<string> {
  const { id } = await tx
    .selectFrom(
      sql<{ id: string; key: string }>`(select * from tenancy.system_roles(${providerId}::uuid))`.as('system'),
    )
    .select('system.id')
    .where('system.key', '=', key)
    .executeTakeFirstOrThrow()
  return id
}

/** Writes a membership. */
export async function insertMembership(tx: TenantTransaction, row: Insertable<MembershipsTable>): Promise<void> {
  await tx.insertInto('memberships').values(row).execute()
}
