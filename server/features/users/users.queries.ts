import { loginKey } from '@tenantry/contract/fields/login-emails.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import {
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'
import { type SearchTarget, type Seeker, searchConditions } from '../../platform/list/search.ts'

const definition: ListDefinition = {
  columns: {
    id: { ref: 'm.id', type: 'id' },
    name: { ref: 'm.name_key', type: 'text', normalize: sortKey },
    email: { ref: 'm.email', type: 'text', normalize: loginKey },
    status: { ref: 'm.status', type: 'text' },
    role: { ref: 'system.key', type: 'text', nullable: true },
    reach: { ref: 'm.reach', type: 'text' },
    organizationId: { ref: 'm.organization_id', type: 'id' },
    organizationType: { ref: 'o.type', type: 'text' },
    createdAt: { ref: 'm.created_at', type: 'instant' },
  },
  idRef: 'm.id',
  defaultSort: 'name',
}

const searched: SearchTarget = {
  function: 'search.membership_ids',
  idRef: 'm.id',
  refs: ['m.name_key', 'm.email'],
}

/** A row of the list as it is read. */
export type UserRow = NonNullable<Awaited<ReturnType<typeof findUser>>>

/**
 * The plan of a list of users: its conditions with those of the search by name or email.
 * @param extra further conditions
 * @param of what they are, so that a cursor holds for them alone
 */
export async function planUsers(
  context: Seeker,
  query: ListQuery,
  extra: Expression<SqlBool>[],
  of: string,
): Promise<ListPlan> {
  const conditions = [...(await searchConditions(context, query.q, searched)), ...extra]
  return planList(context.caller, definition, query, conditions, of)
}

function listed(tx: TenantTransaction, providerId: string) {
  return tx
    .selectFrom('memberships as m')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'm.provider_id').onRef('o.id', '=', 'm.organization_id'),
    )
    .leftJoin(
      sql<{ id: string; key: string; name: string }>`(select * from tenancy.system_roles(${providerId}::uuid))`.as(
        'system',
      ),
      (join) => join.onRef('system.id', '=', 'm.role_id'),
    )
    .leftJoin('invitations as i', (join) =>
      join.onRef('i.provider_id', '=', 'm.provider_id').onRef('i.membership_id', '=', 'm.id'),
    )
    .leftJoin('roles as own', (join) =>
      join.onRef('own.provider_id', '=', 'm.provider_id').onRef('own.id', '=', 'm.role_id'),
    )
}

function shown(tx: TenantTransaction, providerId: string) {
  return listed(tx, providerId).select([
    'm.id',
    'm.organization_id',
    'o.name as organization_name',
    'o.type as organization_type',
    'm.name',
    'm.first_name',
    'm.last_name',
    'm.email',
    'm.communication_email',
    'm.status',
    'm.reach',
    'm.version',
    'm.created_at',
    'system.key as role_key',
    'system.name as system_role_name',
    'own.name as own_role_name',
    'i.requested_at',
    'i.send_on',
    'i.sent_at',
    'i.is_in_outbox',
    'i.expires_at',
  ])
}

/** Reads a page, and on the first page counts what it is a page of. */
export async function findUserRows(tx: TenantTransaction, providerId: string, plan: ListPlan) {
  const page = paged(shown(tx, providerId).select(sortValues(plan)), plan)
  return readPage(tx, plan, page, listed(tx, providerId))
}

/** Reads one user, or nothing where the caller cannot see it. */
export async function findUser(tx: TenantTransaction, providerId: string, id: string) {
  return shown(tx, providerId).where('m.id', '=', id).executeTakeFirst()
}

/** The first user of a provider or a partner who signs in with an address, of those whom the caller can see. */
export async function findColleagueId(tx: TenantTransaction, email: string): Promise<string | null> {
  const row = await tx
    .selectFrom('memberships as m')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'm.provider_id').onRef('o.id', '=', 'm.organization_id'),
    )
    .select('m.id')
    .where('m.email', '=', loginKey(email))
    .where('m.status', '=', 'active')
    .where('o.type', 'in', ['provider', 'partner'])
    .orderBy('m.id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Whether a user is active, of those whom the caller can see. */
export async function seesActiveUser(tx: TenantTransaction, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('memberships')
    .select('id')
    .where('id', '=', id)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return row !== undefined
}

/** Locks a user whose assignments are about to change, for as long as the transaction lasts. */
export async function lockUser(tx: TenantTransaction, id: string) {
  return tx
    .selectFrom('memberships')
    .select(['id', 'organization_id', 'version'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** Raises the versions of users. */
export async function raiseUserVersions(tx: TenantTransaction, ids: string[]): Promise<void> {
  await tx
    .updateTable('memberships')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .execute()
}
