/** Statements of moving an organization: its place, what lies below it, and who may see both. */
import { sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** A node of the tree with what its place decides. */
export type PlacedNode = NonNullable<Awaited<ReturnType<typeof lockNode>>>

/** Somebody who can see an organization. */
export type WatcherRow = Awaited<ReturnType<typeof findWatchers>>[number]

/** Reads a node that is about to be changed, or nothing where the caller cannot see it. */
export async function lockNode(tx: TenantTransaction, id: string) {
  return tx
    .selectFrom('organizations as o')
    .select(['o.id', 'o.parent_id', 'o.type', 'o.depth', 'o.code_scope_id', 'o.name', 'o.code', 'o.version'])
    .where('o.id', '=', id)
    .forNoKeyUpdate('o')
    .executeTakeFirst()
}

/** Whether an organization lies below another, at any depth; each lies below itself. */
export async function liesBelow(tx: TenantTransaction, id: string, aboveId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('organization_closure')
    .select('distance')
    .where('ancestor_id', '=', aboveId)
    .where('descendant_id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** The number of organizations from one downwards, itself included, and of the devices that they own. */
export async function countBelow(
  tx: TenantTransaction,
  id: string,
): Promise<{ organizations: number; devices: number }> {
  return tx
    .selectFrom('organization_closure as c')
    .innerJoin('organization_counters as own', (join) =>
      join.onRef('own.provider_id', '=', 'c.provider_id').onRef('own.organization_id', '=', 'c.descendant_id'),
    )
    .select(({ fn }) => [fn.countAll<number>().as('organizations'), fn.sum<number>('own.devices').as('devices')])
    .where('c.ancestor_id', '=', id)
    .executeTakeFirstOrThrow()
}

/** Whether the caller sees an organization directly below another. */
export async function hasChildren(tx: TenantTransaction, id: string): Promise<boolean> {
  const child = await tx
    .selectFrom('organizations')
    .select('id')
    .where('parent_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  return child !== undefined
}

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
 * Of what a statement moves: all that lies below an organization, or for a preview the organization alone, on which all
 * that a preview tells depends, however much lies below.
 */
export type Extent = 'with all below' | 'itself'

/** Where an organization goes, and what that changes for all that moves along. */
export interface NewPlace {
  parentId: string
  /** Levels that everything sinks by; negative where it rises. */
  sinksBy: number
  /** Where codes had to be unique, and where they have to be from now on. */
  codeScope: { from: string; to: string }
  extent: Extent
  now: Date
}

/**
 * Hangs an organization below another parent and raises its version; depth and scope of the codes follow below it. Where
 * it alone moves, what lies below is written to only as far as its codes have to be unique elsewhere, to meet those that
 * are taken. Fails with a unique violation of `organizations_code` where a code is taken in the new scope.
 */
export async function hangBelow(tx: TenantTransaction, id: string, place: NewPlace): Promise<void> {
  const { parentId, sinksBy, codeScope, extent, now } = place
  await tx
    .updateTable('organizations')
    .set((eb) => ({
      depth: eb('depth', '+', sinksBy),
      code_scope_id: sql<string>`case when code_scope_id = ${codeScope.from} then ${codeScope.to}::uuid else code_scope_id end`,
    }))
    .where('id', 'in', (eb) =>
      eb.selectFrom('organization_closure as c').select('c.descendant_id').where('c.ancestor_id', '=', id),
    )
    .$if(extent === 'itself', (update) =>
      codeScope.from === codeScope.to
        ? update.where('id', '=', id)
        : update.where('code_scope_id', '=', codeScope.from),
    )
    .execute()
  await tx
    .updateTable('organizations')
    .set((eb) => ({ parent_id: parentId, updated_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Which of the codes that move along are taken in another scope, as far as the caller can see that. */
export async function findTakenBelow(tx: TenantTransaction, id: string, scope: { from: string; to: string }) {
  const rows = await tx
    .selectFrom('organization_closure as c')
    .innerJoin('organizations as moved', (join) =>
      join.onRef('moved.provider_id', '=', 'c.provider_id').onRef('moved.id', '=', 'c.descendant_id'),
    )
    .innerJoin('organizations as other', (join) =>
      join.onRef('other.provider_id', '=', 'moved.provider_id').onRef('other.code_key', '=', 'moved.code_key'),
    )
    .select('moved.code')
    .where('c.ancestor_id', '=', id)
    .where('moved.code_scope_id', '=', scope.from)
    .where('other.code_scope_id', '=', scope.to)
    .orderBy('moved.code')
    .limit(20)
    .execute()
  return rows.map(({ code }) => code ?? '')
}

/** Takes an organization out of what lies above it, with all below it unless it alone is to move, and puts it below another. */
export async function moveInClosure(
  tx: TenantTransaction,
  id: string,
  parentId: string,
  extent: Extent = 'with all below',
): Promise<void> {
  const isAlone = extent === 'itself'
  await tx
    .deleteFrom('organization_closure')
    .where('descendant_id', 'in', (eb) =>
      eb
        .selectFrom('organization_closure as below')
        .select('below.descendant_id')
        .where('below.ancestor_id', '=', id)
        .$if(isAlone, (below) => below.where('below.distance', '=', 0)),
    )
    .where('ancestor_id', 'in', (eb) =>
      eb
        .selectFrom('organization_closure as above')
        .select('above.ancestor_id')
        .where('above.descendant_id', '=', id)
        .where('above.distance', '>', 0),
    )
    .execute()
  await tx
    .insertInto('organization_closure')
    .columns(['provider_id', 'ancestor_id', 'descendant_id', 'distance'])
    .expression((eb) =>
      eb
        .selectFrom('organization_closure as above')
        .innerJoin('organization_closure as below', (join) => join.onRef('below.provider_id', '=', 'above.provider_id'))
        .select(({ ref }) => [
          'above.provider_id',
          'above.ancestor_id',
          'below.descendant_id',
          sql<number>`${ref('above.distance')} + ${ref('below.distance')} + 1`.as('distance'),
        ])
        .where('above.descendant_id', '=', parentId)
        .where('below.ancestor_id', '=', id)
        .$if(isAlone, (pairs) => pairs.where('below.distance', '=', 0)),
    )
    .execute()
}

/**
 * Takes an organization, with all below it, out of the care of every user whose own organization does not lie above it,
 * also of those whom the caller cannot see, and raises these users' versions.
 */
export async function deleteForeignAssignments(tx: TenantTransaction, id: string): Promise<void> {
  await tx.selectNoFrom(sql<number>`tenancy.release_foreigners(${id}::uuid)`.as('users')).execute()
}

/** Takes the tags of houses that do not lie above any more from an organization and from all below it. */
export async function releaseTags(tx: TenantTransaction, id: string): Promise<void> {
  await tx.selectNoFrom(sql<number>`tenancy.release_tags(${id}::uuid)`.as('tags')).execute()
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

/** Changes the type of an organization and raises its version. */
export async function updateType(tx: TenantTransaction, id: string, type: string, now: Date): Promise<void> {
  await tx
    .updateTable('organizations')
    .set((eb) => ({ type, updated_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
