import { codeKey } from '@tenantry/contract/fields/codes.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { type Expression, type Insertable, type SqlBool, sql, type Updateable } from 'kysely'
import type { OrganizationsTable } from '../../database/tables.generated.ts'
import { type Builder, prepared, preparedInsert } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { externalIdList } from '../external-ids/public.ts'
import { sortBelow } from '../organizations/public.ts'
import { tagLabels } from '../tags/public.ts'

/** The row behind a customer with all its details. */
export type CustomerDetailRow = NonNullable<Awaited<ReturnType<typeof findCustomer>>>

/** A new row of the tree; its provider is the caller's. */
export type NewOrganization = Omit<Insertable<OrganizationsTable>, 'provider_id'>

function selectCustomer(db: Builder, id: Expression<string>) {
  return db
    .selectFrom('organizations as o')
    .innerJoin('organization_counters as counters', (join) =>
      join.onRef('counters.provider_id', '=', 'o.provider_id').onRef('counters.organization_id', '=', 'o.id'),
    )
    .leftJoin('organizations as parent', (join) =>
      join.onRef('parent.provider_id', '=', 'o.provider_id').onRef('parent.id', '=', 'o.parent_id'),
    )
    .selectAll('o')
    .select([
      'parent.id as parent_id',
      'parent.name as parent_name',
      'counters.devices',
      'counters.users',
      'counters.entities',
    ])
    .select(externalIdList(db, { providerRef: 'o.provider_id', idRef: 'o.id' }).as('external_ids'))
    .select(tagLabels(db, { providerRef: 'o.provider_id', idRef: 'o.id' }).as('tags'))
    .where('o.id', '=', id)
    .where('o.type', '<>', 'provider')
}

/** Reads one organization below the provider, or nothing where the caller cannot see it. */
export async function findCustomer(tx: TenantTransaction, id: string) {
  const [row] = await customerById(tx, { id })
  return row
}

const customerById = prepared((db, { id }: Given<{ id: string }>) => selectCustomer(db, id))

/** What a merged customer has become part of; null for any other id and where the caller does not see that. */
export async function findMergedInto(tx: TenantTransaction, id: string): Promise<string | null> {
  const { into } = await tx
    .selectNoFrom(sql<string | null>`tenancy.merged_into(${id})`.as('into'))
    .executeTakeFirstOrThrow()
  return into
}

/** Locks an organization that is about to be changed; others wait to change it until the transaction ends. */
export async function lockCustomer(tx: TenantTransaction, id: string): Promise<void> {
  await customerHeld(tx, { id })
}

const customerHeld = prepared((db, { id }: Given<{ id: string }>) =>
  db.selectFrom('organizations').select('id').where('id', '=', id).forNoKeyUpdate(),
)

/** Locks organizations as {@link lockCustomer} locks one, in the order of their ids. */
export async function lockCustomers(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('organizations')
    .select(['id', 'plan_kind'])
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

/** Where a new organization would hang: what its place decides. */
export async function findParent(tx: TenantTransaction, id: string) {
  const [parent] = await parentById(tx, { id })
  return parent
}

const parentById = prepared((db, { id }: Given<{ id: string }>) =>
  db
    .selectFrom('organizations')
    .select(['id', 'name', 'type', 'depth', 'code_scope_id'])
    // Of all that lies above as well, seen or not.
    .select(sql<OrganizationStatus | null>`tenancy.effective_status(${id})`.as('effective_status'))
    .where('id', '=', id),
)

/** Number of ancestors of an organization that the caller may not see itself, such as a technician's own house. */
export async function findDepth(tx: TenantTransaction, id: string): Promise<number> {
  const { depth } = await tx
    .selectFrom('organization_closure')
    .select(({ fn }) => fn.max('distance').as('depth'))
    .where('descendant_id', '=', id)
    .executeTakeFirstOrThrow()
  return depth ?? 0
}

/** Whether an organization lies directly below another one, visible or not. */
export async function liesDirectlyBelow(tx: TenantTransaction, id: string, parentId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('organization_closure')
    .select('distance')
    .where('descendant_id', '=', id)
    .where('ancestor_id', '=', parentId)
    .where('distance', '=', 1)
    .executeTakeFirst()
  return row !== undefined
}

/** Inserts the row of an organization, after its place, because the walls read that; a code that is taken ends it. */
export async function insertOrganization(tx: TenantTransaction, row: NewOrganization): Promise<void> {
  await insertRow(tx, row)
}

const insertRow = prepared((db, row: Given<NewOrganization>, scope) =>
  db.insertInto('organizations').values({ ...row, provider_id: scope.providerId }),
)

/** Writes an organization's place below its parent, and who sees it because they see the parent. */
export async function insertPlace(tx: TenantTransaction, place: { id: string; parentId: string }): Promise<void> {
  await Promise.all([insertAbove(tx, place), insertItself(tx, { id: place.id }), insertReachOfParent(tx, place)])
}

const insertAbove = prepared((db, { id, parentId }: Given<{ id: string; parentId: string }>) =>
  db
    .insertInto('organization_closure')
    .columns(['provider_id', 'ancestor_id', 'descendant_id', 'distance'])
    .expression((eb) =>
      eb
        .selectFrom('organization_closure')
        .select(({ ref }) => [
          'organization_closure.provider_id',
          'ancestor_id',
          id.as('descendant_id'),
          eb(ref('distance'), '+', 1).as('distance'),
        ])
        .where('descendant_id', '=', parentId),
    ),
)

const insertItself = prepared((db, { id }: Given<{ id: string }>, scope) =>
  db
    .insertInto('organization_closure')
    .values({ provider_id: scope.providerId, ancestor_id: id, descendant_id: id, distance: 0 }),
)

const insertReachOfParent = prepared((db, { id, parentId }: Given<{ id: string; parentId: string }>) =>
  db
    .insertInto('membership_organizations')
    .columns(['provider_id', 'membership_id', 'organization_id'])
    .expression((eb) =>
      eb
        .selectFrom('membership_organizations')
        .select(['membership_organizations.provider_id', 'membership_id', id.as('organization_id')])
        .where('organization_id', '=', parentId),
    ),
)

/** Starts the counts of a new organization, at zero but for what comes with it. */
export async function insertCounters(
  tx: TenantTransaction,
  counts: { organization_id: string; name_key: string; parent_key: string; entities: number },
): Promise<void> {
  await insertCounts(tx, [counts])
}

const insertCounts = preparedInsert('organization_counters')

/**
 * Gives an organization another code, which stays until the transaction ends otherwise.
 * @returns false when the code is taken, also by an organization that the caller cannot see
 */
export async function tryCode(tx: TenantTransaction, id: string, code: string): Promise<boolean> {
  const { done } = await tx
    .selectNoFrom(sql<boolean>`tenancy.try_code(${id}, ${code}, ${codeKey(code)})`.as('done'))
    .executeTakeFirstOrThrow()
  return done
}

/** Changes an organization and raises its version; its counts lie by its name, and those of what is directly below, too. */
export async function updateOrganization(
  tx: TenantTransaction,
  id: string,
  change: Updateable<OrganizationsTable>,
): Promise<void> {
  await tx
    .updateTable('organizations')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
  if (change.name_key === undefined) return
  const { numUpdatedRows } = await tx
    .updateTable('organization_counters')
    .set({ name_key: change.name_key })
    .where('organization_id', '=', id)
    .where('name_key', '<>', change.name_key)
    .executeTakeFirst()
  // Rows of a list name what they change, mostly by the name that it has.
  if (numUpdatedRows > 0n) await sortBelow(tx, id, change.name_key)
}

/** Which of some codes are taken where the code would have to be unique, by whomever. */
export async function findAnyTakenCodes(
  tx: TenantTransaction,
  scopeId: string,
  codeKeys: readonly string[],
): Promise<Set<string>> {
  if (codeKeys.length === 0) return new Set()
  const rows = await tx
    .selectFrom(sql<{ key: string }>`tenancy.taken_codes(${scopeId}::uuid, ${codeKeys}::text[])`.as<'t'>(sql`t(key)`))
    .select('t.key')
    .execute()
  return new Set(rows.map(({ key }) => key))
}

/** Organizations by their codes, of those that the caller sees without what lies above them, one's own house among them. */
export async function findBelowHidden(tx: TenantTransaction, codeKeys: readonly string[]) {
  if (codeKeys.length === 0) return []
  return tx
    .selectFrom('organizations as o')
    .leftJoin('organizations as parent', (join) =>
      join.onRef('parent.provider_id', '=', 'o.provider_id').onRef('parent.id', '=', 'o.parent_id'),
    )
    .select(['o.id', 'o.type', 'o.code_key'])
    .where(sql<boolean>`o.code_key = any(${codeKeys}::text[])`)
    .where('parent.id', 'is', null)
    .execute()
}

/**
 * Customers, enterprises and divisions by their names as these are compared, of those that the caller sees.
 * @param aboveId only those below it; null for all
 */
export async function findByNames(
  tx: TenantTransaction,
  nameKeys: readonly string[],
  aboveId: string | null,
): Promise<{ id: string; name_key: string }[]> {
  if (nameKeys.length === 0) return []
  return tx
    .selectFrom('organizations as o')
    .select(['o.id', 'o.name_key'])
    .where(sql<boolean>`o.name_key = any(${nameKeys}::text[])`)
    .where('o.type', 'in', ['customer', 'enterprise', 'division'])
    .where('o.merged_into_id', 'is', null)
    .$if(aboveId !== null, (query) =>
      // One look-up for each: joined, tables that have just been filled are read whole for each other.
      query.innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('organization_closure as c')
            .select('c.distance')
            .whereRef('c.provider_id', '=', 'o.provider_id')
            .where('c.ancestor_id', '=', aboveId)
            .whereRef('c.descendant_id', '=', 'o.id')
            .where('c.distance', '>', 0)
            .limit(1)
            .as('below'),
        (join) => join.onTrue(),
      ),
    )
    .execute()
}

/**
 * Those of some organizations below the provider that the caller sees, merged ones left out, by their ids: what they hang
 * from, be it out of sight.
 */
export async function findAmong(tx: TenantTransaction, ids: readonly string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('organizations')
    .select(['id', 'parent_id'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('type', '<>', 'provider')
    .where('merged_into_id', 'is', null)
    .execute()
  return new Map(rows.map(({ id, parent_id }) => [id, parent_id]))
}

/** Those of some organizations that lie below another one. */
export async function findBelow(tx: TenantTransaction, ids: readonly string[], aboveId: string): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx
    .selectFrom('organization_closure')
    .select('descendant_id')
    .where('ancestor_id', '=', aboveId)
    .where('distance', '>', 0)
    .where(sql<boolean>`descendant_id = any(${ids}::uuid[])`)
    .execute()
  return new Set(rows.map(({ descendant_id }) => descendant_id))
}

/** The codes that lead from a place to what lies below partners there and has one of some codes, of those that the caller sees. */
export async function findBelowPartners(
  tx: TenantTransaction,
  { rootId, codeKeys }: { rootId: string; codeKeys: readonly string[] },
): Promise<{ id: string; code_key: string | null; codes: (string | null)[] }[]> {
  if (codeKeys.length === 0) return []
  return tx
    .selectFrom('organizations as o')
    .innerJoin('organization_closure as above', (join) =>
      join.onRef('above.provider_id', '=', 'o.provider_id').onRef('above.descendant_id', '=', 'o.id'),
    )
    .innerJoin('organizations as partner', (join) =>
      join.onRef('partner.provider_id', '=', 'above.provider_id').onRef('partner.id', '=', 'above.ancestor_id'),
    )
    .innerJoin('organization_closure as root', (join) =>
      join.onRef('root.provider_id', '=', 'partner.provider_id').onRef('root.descendant_id', '=', 'partner.id'),
    )
    .select([
      'o.id',
      'o.code_key',
      sql<(string | null)[]>`array_agg(partner.code ORDER BY partner.depth) || o.code`.as('codes'),
    ])
    .where(sql<boolean>`o.code_key = any(${codeKeys}::text[])`)
    .where('o.merged_into_id', 'is', null)
    .where('above.distance', '>', 0)
    .where('partner.type', '=', 'partner')
    .where('root.ancestor_id', '=', rootId)
    .where('root.distance', '>', 0)
    .groupBy(['o.provider_id', 'o.id', 'o.code_key', 'o.code'])
    .orderBy('codes')
    .execute()
}

/** The code of an organization that the caller sees, as it is compared. */
export async function findCodeKey(tx: TenantTransaction, id: string): Promise<string | null> {
  const row = await tx.selectFrom('organizations').select('code_key').where('id', '=', id).executeTakeFirst()
  return row?.code_key ?? null
}

/**
 * Organizations by their codes, of those below one that the caller sees. Two look-ups by their keys: joined, tables that
 * have just been filled are read whole for each other.
 */
export async function findByCodes(
  tx: TenantTransaction,
  { scopeId, rootId, codeKeys }: { scopeId: string; rootId: string; codeKeys: readonly string[] },
): Promise<{ id: string; type: string; code_key: string | null }[]> {
  if (codeKeys.length === 0) return []
  const found = await tx
    .selectFrom('organizations')
    .select(['id', 'type', 'code_key'])
    .where('code_scope_id', '=', scopeId)
    .where(sql<boolean>`code_key = any(${codeKeys}::text[])`)
    .execute()
  if (found.length === 0) return []
  const below = await tx
    .selectFrom('organization_closure')
    .select('descendant_id')
    .where('ancestor_id', '=', rootId)
    .where(sql<boolean>`descendant_id = any(${found.map(({ id }) => id)}::uuid[])`)
    .where('distance', '>', 0)
    .execute()
  const isBelow = new Set(below.map(({ descendant_id }) => descendant_id))
  return found.filter(({ id }) => isBelow.has(id))
}
