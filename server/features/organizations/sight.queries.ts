/** Statements about who may see an organization, and about those who look after it, when it gets another place. */
import { sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { Extent } from './moves.queries.ts'

/** Somebody who can see an organization. */
export type WatcherRow = Awaited<ReturnType<typeof findWatchers>>[number]

/**
 * The people of reach `subtree` and `selected` who can see an organization, as far as the caller can see them. Those
 * of reach `all` see it wherever it lies, and are left out.
 * @param fromDistance 1 leaves its own people out, who see it wherever it lies, too; 0 does not
 */
export async function findWatchers(tx: TenantTransaction, id: string, fromDistance: 0 | 1 = 1) {
  const people = tx
    .selectFrom('memberships as m')
    .innerJoin('organizations as home', (join) =>
      join.onRef('home.provider_id', '=', 'm.provider_id').onRef('home.id', '=', 'm.organization_id'),
    )
    .select(['m.id', 'm.name', 'm.name_key', 'm.email', 'home.name as organization_name'])
    .where('m.status', '<>', 'deactivated')
  const [below, selected] = await Promise.all([
    people
      .innerJoin('organization_closure as c', (join) =>
        join.onRef('c.provider_id', '=', 'm.provider_id').onRef('c.ancestor_id', '=', 'm.organization_id'),
      )
      .where('m.reach', '=', 'subtree')
      .where('c.distance', '>=', fromDistance)
      .where('c.descendant_id', '=', id)
      .execute(),
    people
      .innerJoin('membership_organizations as a', (join) =>
        join.onRef('a.provider_id', '=', 'm.provider_id').onRef('a.membership_id', '=', 'm.id'),
      )
      .where('m.reach', '=', 'selected')
      .where('a.organization_id', '=', id)
      .execute(),
  ])
  return [...below, ...selected]
}

/**
 * Takes an organization, with all below it, out of the care of every user whose own organization does not lie above it,
 * also of those whom the caller cannot see, and raises these users' versions.
 */
export async function deleteForeignAssignments(tx: TenantTransaction, id: string): Promise<void> {
  await tx.selectNoFrom(sql<number>`tenancy.release_foreigners(${id}::uuid)`.as('users')).execute()
}

/**
 * Brings the access of people of reach `selected` to what has moved in line with what they are assigned: who looks
 * after something above sees it, who did so only in the old place does not.
 */
export async function renewAccess(tx: TenantTransaction, id: string, extent: Extent = 'with all below'): Promise<void> {
  const isAlone = extent === 'itself'
  await tx
    .deleteFrom('membership_organizations')
    .where('organization_id', 'in', (eb) =>
      eb
        .selectFrom('organization_closure as below')
        .select('below.descendant_id')
        .where('below.ancestor_id', '=', id)
        .$if(isAlone, (below) => below.where('below.distance', '=', 0)),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('membership_assignments as s')
            .innerJoin('organization_closure as c', (join) =>
              join.onRef('c.provider_id', '=', 's.provider_id').onRef('c.ancestor_id', '=', 's.organization_id'),
            )
            .select('s.membership_id')
            .whereRef('s.membership_id', '=', 'membership_organizations.membership_id')
            .whereRef('c.descendant_id', '=', 'membership_organizations.organization_id'),
        ),
      ),
    )
    .execute()
  await tx
    .insertInto('membership_organizations')
    .columns(['provider_id', 'membership_id', 'organization_id'])
    .expression((eb) =>
      eb
        .selectFrom('organization_closure as below')
        .innerJoin('organization_closure as c', (join) =>
          join.onRef('c.provider_id', '=', 'below.provider_id').onRef('c.descendant_id', '=', 'below.descendant_id'),
        )
        .innerJoin('membership_assignments as s', (join) =>
          join.onRef('s.provider_id', '=', 'c.provider_id').onRef('s.organization_id', '=', 'c.ancestor_id'),
        )
        .select(['s.provider_id', 's.membership_id', 'below.descendant_id as organization_id'])
        .where('below.ancestor_id', '=', id)
        .$if(isAlone, (below) => below.where('below.distance', '=', 0))
        .distinct(),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
