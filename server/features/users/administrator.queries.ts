import { sql } from 'kysely'
import { newId } from '../../platform/clock/clock.ts'
import { insertMany } from '../../platform/database/insert-many.ts'
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
      'i.is_in_outbox',
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
    .returning(['id', 'name', 'email', 'account_id', 'role_id'])
    .execute()
}

/** Deletes those of some accounts that have no place any more. */
export async function forgetAccounts(tx: TenantTransaction, accountIds: string[]): Promise<void> {
  await tx.selectNoFrom(sql<number>`auth.forget_accounts(${accountIds}::uuid[])`.as('gone')).execute()
}

/**
 * The accounts of some logins, made where there are none; tells nothing of whether there were. In the order of the logins,
 * so that two who make accounts for the same people wait for each other and never both.
 */
export async function ensureAccounts(
  tx: TenantTransaction,
  people: readonly { login: string; name: string }[],
  makeId: () => string = newId,
): Promise<Map<string, string>> {
  const byLogin = new Map(people.map(({ login, name }) => [login, name]))
  const logins = [...byLogin.keys()].sort()
  const columns = [logins.map(makeId), logins, logins.map((login) => byLogin.get(login))]
  const rows = await tx
    .selectFrom(
      sql<{
        id: string
        login: string
        name: string
      }>`unnest(${columns[0]}::uuid[], ${columns[1]}::text[], ${columns[2]}::text[])`.as<'p'>(sql`p(id, login, name)`),
    )
    .select(['p.login', sql<string>`auth.ensure_account(p.id, p.login, p.name)`.as('account_id')])
    .execute()
  return new Map(rows.map(({ login, account_id }) => [login, account_id]))
}

/**
 * The ids of the roles that every provider starts with by their keys, whether the caller can see the house that they belong
 * to or not.
 */
export async function findSystemRoles(tx: TenantTransaction, providerId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom(
      sql<{ id: string; key: string }>`(select * from tenancy.system_roles(${providerId}::uuid))`.as('system'),
    )
    .select(['system.id', 'system.key'])
    .execute()
  return new Map(rows.map(({ id, key }) => [key, id]))
}

/** Writes memberships, whatever their number, by one statement. */
export const insertMemberships = insertMany('memberships', {
  id: 'uuid',
  organization_id: 'uuid',
  account_id: 'uuid',
  role_id: 'uuid',
  reach: 'text',
  name: 'text',
  name_key: 'text',
  first_name: 'text',
  last_name: 'text',
  email: 'text',
  communication_email: 'text',
  status: 'text',
  is_first_administrator: 'boolean',
  version: 'int',
  created_at: 'timestamptz',
})
