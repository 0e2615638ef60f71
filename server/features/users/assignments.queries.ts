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

/** Those of some users who may be assigned to an organization: active ones of the provider or of a partner above it. */
export async function findAssignable(tx: TenantTransaction, organizationId: string, ids: string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('memberships as m')
    .innerJoin('organizations as home', (join) =>
      join.onRef('home.provider_id', '=', 'm.provider_id').onRef('home.id', '=', 'm.organization_id'),
    )
    .innerJoin('organization_closure as c', (join) =>
      join.onRef('c.provider_id', '=', 'm.provider_id').onRef('c.ancestor_id', '=', 'm.organization_id'),
    )
    .select('m.id')
    .where('m.id', 'in', ids)
    .where('m.status', '=', 'active')
    .where('home.type', 'in', ['provider', 'partner'])
    .where('c.descendant_id', '=', organizationId)
    .where('c.distance', '>', 0)
    .execute()
  return rows.map((row) => row.id)
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
