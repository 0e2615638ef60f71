import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** The columns of an organization that its status is about. */
export type LifecycleRow = NonNullable<Awaited<ReturnType<typeof findOrganization>>>

function selectOrganization(tx: TenantTransaction, id: string) {
  return tx
    .selectFrom('organizations as o')
    .select(['o.id', 'o.parent_id', 'o.type', 'o.status', 'o.status_since', 'o.archived_until', 'o.version'])
    .select(['o.name', 'o.code', 'o.code_key'])
    .where('o.id', '=', id)
    .where('o.type', '<>', 'provider')
}

/** Reads an organization below the provider, or nothing where the caller cannot see it. */
export async function findOrganization(tx: TenantTransaction, id: string) {
  return selectOrganization(tx, id).executeTakeFirst()
}

/** Reads one whose status is about to change; others wait to change it until the transaction ends. */
export async function lockOrganization(tx: TenantTransaction, id: string): Promise<LifecycleRow | undefined> {
  return selectOrganization(tx, id).forUpdate('o').executeTakeFirst()
}

/** The strictest status above an organization, invisible ones included. */
export async function findHold(tx: TenantTransaction, id: string): Promise<OrganizationStatus> {
  const row = await tx
    .selectFrom('organization_closure as c')
    .select(sql<OrganizationStatus | null>`tenancy.effective_status(${sql.ref('c.ancestor_id')})`.as('status'))
    .where('c.descendant_id', '=', id)
    .where('c.distance', '=', 1)
    .executeTakeFirst()
  return row?.status ?? 'active'
}

/** The nearest organization above with a status, as far as the caller sees it. */
export async function findHolder(tx: TenantTransaction, id: string, status: OrganizationStatus) {
  return tx
    .selectFrom('organization_closure as c')
    .innerJoin('organizations as above', (join) =>
      join.onRef('above.provider_id', '=', 'c.provider_id').onRef('above.id', '=', 'c.ancestor_id'),
    )
    .select(['above.id', 'above.name'])
    .where('c.descendant_id', '=', id)
    .where('c.distance', '>', 0)
    .where('above.status', '=', status)
    .orderBy('c.distance')
    .limit(1)
    .executeTakeFirst()
}

/** Organizations below one: those that the caller sees, archived or not, and how many there are beside them. */
export interface Below {
  living: number
  archived: number
  hidden: number
}

/** Counts what lies below an organization, at any depth; what was merged into one of these is none any more. */
export async function countBelow(tx: TenantTransaction, id: string): Promise<Below> {
  return tx
    .selectFrom('organization_closure as c')
    .leftJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'c.provider_id').onRef('o.id', '=', 'c.descendant_id'),
    )
    .select([
      sql<number>`count(*) filter (where o.status <> 'archived')`.as('living'),
      sql<number>`count(*) filter (where o.status = 'archived')`.as('archived'),
      sql<number>`count(*) filter (where o.id is null and tenancy.merged_into(c.descendant_id) is null)`.as('hidden'),
    ])
    .where('c.ancestor_id', '=', id)
    .where('c.distance', '>', 0)
    .executeTakeFirstOrThrow()
}

/** The counts of an organization and of everything below it together. */
export async function sumCounts(tx: TenantTransaction, id: string) {
  const sum = (column: 'devices' | 'users' | 'entities') =>
    sql<number>`coalesce(sum(${sql.ref(`n.${column}`)}), 0)::int`.as(column)
  return tx
    .selectFrom('organization_closure as c')
    .innerJoin('organization_counters as n', (join) =>
      join.onRef('n.provider_id', '=', 'c.provider_id').onRef('n.organization_id', '=', 'c.descendant_id'),
    )
    .select(({ fn }) => [fn.countAll<number>().as('organizations'), sum('devices'), sum('users'), sum('entities')])
    .where('c.ancestor_id', '=', id)
    .executeTakeFirstOrThrow()
}

/** How many people can sign in at an organization or below it, and how many API keys work there. */
export async function measureAccess(tx: TenantTransaction, id: string): Promise<{ people: number; apiKeys: number }> {
  const { access } = await tx
    .selectNoFrom(sql<{ people: number; apiKeys: number }>`auth.access_below(${id})`.as('access'))
    .executeTakeFirstOrThrow()
  return access
}

/** Ends the sessions of people who may not act there any more; tells how many were alive. */
export async function endSessions(tx: TenantTransaction, id: string): Promise<number> {
  const { ended } = await tx
    .selectNoFrom(sql<number>`auth.end_sessions_below(${id})`.as('ended'))
    .executeTakeFirstOrThrow()
  return ended
}

/** Writes a status with when it began; the version is raised by whoever answers for the whole change. */
export async function writeStatus(
  tx: TenantTransaction,
  id: string,
  columns: { status: OrganizationStatus; status_since: Date; archived_until: Date | null },
): Promise<void> {
  await tx.updateTable('organizations').set(columns).where('id', '=', id).execute()
}

/** Raises the version of an organization. */
export async function raiseVersion(tx: TenantTransaction, id: string, updatedAt: Date): Promise<void> {
  await tx
    .updateTable('organizations')
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: updatedAt }))
    .where('id', '=', id)
    .execute()
}

/** Removes every row of an archived organization; see the function's own account in the migration. */
export async function purgeRows(
  tx: TenantTransaction,
  id: string,
  codeKey: string,
): Promise<{ counts: Record<string, number>; accounts: number }> {
  const { report } = await tx
    .selectNoFrom(
      sql<{ counts: Record<string, number>; accounts: number }>`tenancy.purge_organization(${id}, ${codeKey})`.as(
        'report',
      ),
    )
    .executeTakeFirstOrThrow()
  return report
}

/** How many rows the audit logs of an organization and of what was merged into it have; nothing else lies below it. */
export async function countAuditEvents(tx: TenantTransaction, id: string): Promise<number> {
  const { count } = await tx
    .selectFrom('audit_events')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('organization_id', '=', id)
    .executeTakeFirstOrThrow()
  return count
}

/** Organizations whose time in the archive is over, the deepest first, so that nothing lies below the next. */
export async function findExpired(
  tx: TenantTransaction,
  { now, except }: { now: Date; except: readonly string[] },
  limit: number,
) {
  return tx
    .selectFrom('organizations')
    .select(['id', 'code_key'])
    .where('status', '=', 'archived')
    .where('archived_until', '<=', now)
    .where(sql<SqlBool>`id <> all(${except}::uuid[])`)
    .orderBy('depth', 'desc')
    .orderBy('archived_until')
    .limit(limit)
    .execute()
}
