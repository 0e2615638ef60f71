/** Statements of moving an organization: its place and what lies below it. */
import { sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** A node of the tree with what its place decides. */
export type PlacedNode = NonNullable<Awaited<ReturnType<typeof lockNode>>>

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
 * Of what a statement moves: all that lies below an organization, or for a preview the organization alone, on which all
 * that a preview tells depends, however much lies below.
 */
export type Extent = 'with all below' | 'itself'

/** Where an organization goes, and what that changes for all that moves along. */
export interface NewPlace {
  parentId: string
  /** What the parent is sorted by. */
  parentKey: string
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
  const { parentId, parentKey, sinksBy, codeScope, extent, now } = place
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
  await tx
    .updateTable('organization_counters')
    .set({ parent_key: parentKey })
    .where('organization_id', '=', id)
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

/** Takes the tags of houses that do not lie above any more from an organization and from all below it. */
export async function releaseTags(tx: TenantTransaction, id: string): Promise<void> {
  await tx.selectNoFrom(sql<number>`tenancy.release_tags(${id}::uuid)`.as('tags')).execute()
}

/** Changes the type of an organization and raises its version. */
export async function updateType(tx: TenantTransaction, id: string, type: string, now: Date): Promise<void> {
  await tx
    .updateTable('organizations')
    .set((eb) => ({ type, updated_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
