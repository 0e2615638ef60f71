import { type Expression, type SqlBool, sql } from 'kysely'
import { insertMany } from '../../platform/database/insert-many.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** A pair of a user and an organization that the user looks after. */
export interface Assignment {
  providerId: string
  membershipId: string
  organizationId: string
}

/** Users assigned to an organization, of those whom the caller can see; the caller always counts as seen. */
export async function findAssigned(tx: TenantTransaction, organizationId: string, self: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('membership_assignments as a')
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.provider_id', '=', 'a.provider_id').onRef('m.id', '=', 'a.membership_id'),
    )
    .select('a.membership_id')
    .where('a.organization_id', '=', organizationId)
    .where((where) => where.or([where('m.id', 'is not', null), where('a.membership_id', '=', self)]))
    .orderBy('a.membership_id')
    .execute()
  return rows.map((row) => row.membership_id)
}

/** The organizations that a user looks after, of those that the caller can see. */
export async function findAssignedTo(tx: TenantTransaction, membershipId: string) {
  return tx
    .selectFrom('membership_assignments as a')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'a.provider_id').onRef('o.id', '=', 'a.organization_id'),
    )
    .select(['o.id', 'o.name', 'o.code', 'o.type'])
    .where('a.membership_id', '=', membershipId)
    .orderBy('o.name_key')
    .orderBy('o.id')
    .execute()
}

/** Holds for a user `m` of an organization `o` who may look after an organization: active, of a provider or partner above it. */
export function isAssignable(tx: TenantTransaction, organizationId: string): Expression<SqlBool> {
  return mayLookAfter(closureAbove(tx, organizationId).where('c.distance', '>', 0))
}

/** The same for an organization that is yet to be added below another one. */
export function isAssignableBelow(tx: TenantTransaction, parentId: string): Expression<SqlBool> {
  return mayLookAfter(closureAbove(tx, parentId))
}

function closureAbove(tx: TenantTransaction, organizationId: string) {
  return (
    tx
      .selectFrom('organization_closure as c')
      // What the caller cannot see has nobody above it.
      .innerJoin('organizations as seen', (join) =>
        join.onRef('seen.provider_id', '=', 'c.provider_id').onRef('seen.id', '=', 'c.descendant_id'),
      )
      .select('c.ancestor_id')
      .where('c.descendant_id', '=', organizationId)
  )
}

function mayLookAfter(above: ReturnType<typeof closureAbove>): Expression<SqlBool> {
  return sql<SqlBool>`(m.status = 'active' and o.type in ('provider', 'partner') and m.organization_id in ${above})`
}

/** Those of some users who may be assigned to an organization, each with the organization that it belongs to. */
export async function findAssignable(tx: TenantTransaction, organizationId: string, ids: string[]) {
  return findUsersWho(tx, isAssignable(tx, organizationId), ids)
}

/** The same for an organization that is yet to be added below another one. */
export async function findAssignableBelow(tx: TenantTransaction, parentId: string, ids: string[]) {
  return findUsersWho(tx, isAssignableBelow(tx, parentId), ids)
}

async function findUsersWho(tx: TenantTransaction, condition: Expression<SqlBool>, ids: string[]) {
  return tx
    .selectFrom('memberships as m')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'm.provider_id').onRef('o.id', '=', 'm.organization_id'),
    )
    .select(['m.id', 'm.organization_id'])
    .where(sql<SqlBool>`m.id = any(${ids}::uuid[])`)
    .where(condition)
    .execute()
}

/** The names of some users; users whom the caller cannot see are missing. */
export async function findNames(tx: TenantTransaction, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('memberships')
    .select(['id', 'name'])
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Of some organizations those that the caller can see: their status in force, and whether a user may look after each. */
export async function findOrganizationsFor(tx: TenantTransaction, membershipId: string, ids: string[]) {
  return tx
    .selectFrom('organizations as x')
    .leftJoin('organization_closure as c', (join) =>
      join
        .onRef('c.provider_id', '=', 'x.provider_id')
        .onRef('c.descendant_id', '=', 'x.id')
        .on('c.distance', '>', 0)
        .on('c.ancestor_id', 'in', (eb) =>
          eb
            .selectFrom('memberships as m')
            .innerJoin('organizations as o', (home) =>
              home.onRef('o.provider_id', '=', 'm.provider_id').onRef('o.id', '=', 'm.organization_id'),
            )
            .select('m.organization_id')
            .where('m.id', '=', membershipId)
            .where('m.status', '=', 'active')
            .where('o.type', 'in', ['provider', 'partner']),
        ),
    )
    .select([
      'x.id',
      'x.name',
      sql<boolean>`c.ancestor_id is not null`.as('is_assignable'),
      sql<string>`tenancy.effective_status(${sql.ref('x.id')})`.as('effective_status'),
    ])
    .where(sql<SqlBool>`x.id = any(${ids}::uuid[])`)
    .execute()
}

/** Assigns a new organization, below which nothing lies yet, and puts it into the user's reach. */
export async function insertFirstAssignment(tx: TenantTransaction, assignment: Assignment): Promise<void> {
  const row = {
    provider_id: assignment.providerId,
    membership_id: assignment.membershipId,
    organization_id: assignment.organizationId,
  }
  const insert = (table: 'membership_assignments' | 'membership_organizations') =>
    tx
      .insertInto(table)
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  await Promise.all([insert('membership_organizations'), insert('membership_assignments')])
}

/** Assigns, and puts the organization with all below it into the reach of a user of chosen organizations. */
export async function insertAssignment(tx: TenantTransaction, assignment: Assignment): Promise<void> {
  const { providerId, membershipId, organizationId } = assignment
  await Promise.all([
    tx
      .insertInto('membership_assignments')
      .values({ provider_id: providerId, membership_id: membershipId, organization_id: organizationId })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
    tx
      .insertInto('membership_organizations')
      .columns(['provider_id', 'membership_id', 'organization_id'])
      .expression((eb) =>
        eb
          .selectFrom('organization_closure as c')
          .select(({ val }) => [
            'c.provider_id',
            val(membershipId).$castTo<string>().as('membership_id'),
            'c.descendant_id',
          ])
          .where('c.ancestor_id', '=', organizationId),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  ])
}

/** Takes an assignment away, and from the user's reach what no other assignment holds there. */
export async function deleteAssignment(tx: TenantTransaction, assignment: Assignment): Promise<void> {
  const { membershipId, organizationId } = assignment
  await tx
    .deleteFrom('membership_assignments')
    .where('membership_id', '=', membershipId)
    .where('organization_id', '=', organizationId)
    .execute()
  await tx
    .deleteFrom('membership_organizations')
    .where('membership_id', '=', membershipId)
    .where('organization_id', 'in', (eb) =>
      eb.selectFrom('organization_closure as c').select('c.descendant_id').where('c.ancestor_id', '=', organizationId),
    )
    .where('organization_id', 'not in', (eb) =>
      eb
        .selectFrom('organization_closure as c')
        .innerJoin('membership_assignments as a', (join) =>
          join.onRef('a.provider_id', '=', 'c.provider_id').onRef('a.organization_id', '=', 'c.ancestor_id'),
        )
        .select('c.descendant_id')
        .where('a.membership_id', '=', membershipId),
    )
    .execute()
}

/** Everybody assigned to an organization, also those whom the caller cannot see. */
export async function findAllAssigned(tx: TenantTransaction, organizationId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('membership_assignments')
    .select('membership_id')
    .where('organization_id', '=', organizationId)
    .orderBy('membership_id')
    .execute()
  return rows.map((row) => row.membership_id)
}

/** Takes all assignments to an organization away; who sees it is not changed by that. */
export async function deleteAssignmentsTo(tx: TenantTransaction, organizationId: string): Promise<void> {
  await tx.deleteFrom('membership_assignments').where('organization_id', '=', organizationId).execute()
}

/** One of some organizations that nobody looks after whom the caller can see; the caller always counts as seen. */
export async function findDeserted(
  tx: TenantTransaction,
  ids: string[],
  self: string,
): Promise<{ name: string } | undefined> {
  return tx
    .selectFrom('organizations as x')
    .select('x.name')
    .where(sql<SqlBool>`x.id = any(${ids}::uuid[])`)
    .where('x.id', 'not in', (eb) =>
      eb
        .selectFrom('membership_assignments as a')
        .leftJoin('memberships as m', (join) =>
          join.onRef('m.provider_id', '=', 'a.provider_id').onRef('m.id', '=', 'a.membership_id'),
        )
        .select('a.organization_id')
        .where(sql<SqlBool>`a.organization_id = any(${ids}::uuid[])`)
        .where((where) => where.or([where('m.id', 'is not', null), where('a.membership_id', '=', self)])),
    )
    .orderBy('x.name_key')
    .limit(1)
    .executeTakeFirst()
}

/** Assigns many new organizations, below which nothing lies yet, and puts them into the user's reach. */
export async function insertFirstAssignments(
  tx: TenantTransaction,
  membershipId: string,
  organizationIds: readonly string[],
): Promise<void> {
  const rows = organizationIds.map((organization_id) => ({ membership_id: membershipId, organization_id }))
  await Promise.all([insertReaches(tx, rows), insertAssignments(tx, rows)])
}

const key = ['provider_id', 'membership_id', 'organization_id'] as const
const insertReaches = insertMany('membership_organizations', { membership_id: 'uuid', organization_id: 'uuid' }, key)
const insertAssignments = insertMany('membership_assignments', { membership_id: 'uuid', organization_id: 'uuid' }, key)
