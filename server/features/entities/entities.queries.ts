import { type Selectable, type SqlBool, sql, type Updateable } from 'kysely'
import type { EntitiesTable } from '../../database/tables.generated.ts'
import { insertMany } from '../../platform/database/insert-many.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { entityTags, type LabelRow } from '../tags/public.ts'
import type { NewEntity } from './entity-columns.ts'

/**
 * The row behind an entity, with the number of people that see single entities, this one among them, and its tags, null
 * for none.
 */
export type EntityRow = Selectable<EntitiesTable> & { users: number; tags: LabelRow[] | null }

/** Counts the people of the entity in a row of the statement around, as far as the caller sees them. */
export function countPeople(tx: TenantTransaction, row: string) {
  return tx
    .selectFrom('membership_entities as narrowed')
    .innerJoin('memberships as person', (join) =>
      join
        .onRef('person.provider_id', '=', 'narrowed.provider_id')
        .onRef('person.id', '=', 'narrowed.membership_id')
        .on('person.reach', '=', 'entities')
        .on('person.status', '<>', 'deactivated'),
    )
    .select(({ fn }) => fn.countAll<number>().as('users'))
    .where('narrowed.provider_id', '=', sql.ref<string>(`${row}.provider_id`))
    .where('narrowed.entity_id', '=', sql.ref<string>(`${row}.id`))
}

function selectEntity(tx: TenantTransaction, organizationId: string, id: string) {
  return tx
    .selectFrom('entities as e')
    .selectAll('e')
    .select(countPeople(tx, 'e').$asScalar().$notNull().as('users'))
    .select(entityTags.labels(tx, 'e').as('tags'))
    .where('e.organization_id', '=', organizationId)
    .where('e.id', '=', id)
}

/** Reads an entity of an organization, or nothing where the caller cannot see it. */
export async function findEntity(
  tx: TenantTransaction,
  organizationId: string,
  id: string,
): Promise<EntityRow | undefined> {
  return selectEntity(tx, organizationId, id).executeTakeFirst()
}

/** Reads an entity that is about to be changed; who changes or counts it waits until the transaction ends. */
export async function lockEntity(
  tx: TenantTransaction,
  organizationId: string,
  id: string,
): Promise<EntityRow | undefined> {
  return selectEntity(tx, organizationId, id).forUpdate('e').executeTakeFirst()
}

/**
 * Inserts entities of one organization.
 * @returns how many of them have a name that was free; the others are not inserted
 */
export async function insertEntityRows(tx: TenantTransaction, rows: NewEntity[]): Promise<number> {
  const inserted = await tx
    .insertInto('entities')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['provider_id', 'organization_id', 'name_key']).doNothing())
    .returning('id')
    .execute()
  return inserted.length
}

/** Changes an entity and raises its version. */
export async function updateEntityRow(
  tx: TenantTransaction,
  id: string,
  change: Updateable<EntitiesTable>,
): Promise<void> {
  await tx
    .updateTable('entities')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function deleteEntityRow(tx: TenantTransaction, id: string): Promise<void> {
  await tx.deleteFrom('entities').where('id', '=', id).execute()
}

/** What lies where entities could lie; nothing where the caller cannot see it. */
export async function findOrganization(tx: TenantTransaction, id: string) {
  return tx
    .selectFrom('organizations')
    .select(['id', 'type'])
    .where('id', '=', id)
    .where('type', '<>', 'provider')
    .executeTakeFirst()
}

/** The same of several. */
export async function findOrganizations(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('organizations')
    .select(['id', 'type'])
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .where('type', '<>', 'provider')
    .execute()
}

/** Whether the caller sees any entity of an organization. */
export async function seesAnyEntity(tx: TenantTransaction, organizationId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('entities')
    .select('id')
    .where('organization_id', '=', organizationId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Adds to the count of the devices in an entity; locks the entity until the transaction ends. Of several entities the
 * one with the lower id comes first, and entities come before the counters of their organization.
 * @returns the entity, or nothing when the organization has no such entity or the caller cannot see it
 */
export async function changeEntityDevices(
  tx: TenantTransaction,
  organizationId: string,
  entityId: string,
  by: number,
): Promise<{ name: string } | undefined> {
  return tx
    .updateTable('entities')
    .set((eb) => ({ devices: eb('devices', '+', by) }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', entityId)
    .returning('name')
    .executeTakeFirst()
}

/** Names and kinds of the first entities of an organization, by name. */
export async function findStructure(tx: TenantTransaction, organizationId: string, limit: number) {
  return tx
    .selectFrom('entities')
    .select(['name', 'kind'])
    .where('organization_id', '=', organizationId)
    .orderBy('name_key')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** How many entities an organization has by its counter, which whoever changes it holds. */
export async function countEntities(tx: TenantTransaction, organizationId: string): Promise<number> {
  const { entities } = await tx
    .selectFrom('organization_counters')
    .select('entities')
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow()
  return entities
}

/** Inserts entities of many organizations that are new in this transaction. */
export async function insertManyEntityRows(tx: TenantTransaction, rows: readonly NewEntity[]): Promise<void> {
  await insertAll(
    tx,
    rows.map(({ provider_id: _, ...row }) => ({ ...row, kind: row.kind ?? 'branch' })),
  )
}

/**
 * Inserts entities of organizations that may have others.
 * @returns how many of them have a name that was free; the others are not inserted
 */
export async function insertFreeEntityRows(tx: TenantTransaction, rows: readonly NewEntity[]): Promise<number> {
  return insertFree(
    tx,
    rows.map(({ provider_id: _, ...row }) => ({ ...row, kind: row.kind ?? 'branch' })),
  )
}

const columns = {
  id: 'uuid',
  organization_id: 'uuid',
  name: 'text',
  name_key: 'text',
  kind: 'text',
  code: 'text',
  code_key: 'text',
  contact_first_name: 'text',
  contact_last_name: 'text',
  contact_email: 'text',
  contact_phone: 'text',
  contact_phone_extension: 'text',
  location_name: 'text',
  country: 'text',
  region: 'text',
  state: 'text',
  district: 'text',
  city: 'text',
  postal_code: 'text',
  landmark: 'text',
  line1: 'text',
  line2: 'text',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
} as const

const insertAll = insertMany('entities', columns)
const insertFree = insertMany('entities', columns, ['provider_id', 'organization_id', 'name_key'])

/** The entities of several organizations that have one of some names, of those that the caller can see. */
export async function findEntitiesNamed(
  tx: TenantTransaction,
  organizationIds: readonly string[],
  nameKeys: readonly string[],
) {
  return tx
    .selectFrom('entities')
    .select(['id', 'organization_id', 'name_key'])
    .where(sql<SqlBool>`organization_id = any(${organizationIds}::uuid[])`)
    .where(sql<SqlBool>`name_key = any(${nameKeys}::text[])`)
    .execute()
}

/** Which organizations those of some entities belong to that the caller sees. */
export async function findEntityHomes(tx: TenantTransaction, ids: readonly string[]) {
  if (ids.length === 0) return []
  return tx
    .selectFrom('entities')
    .select(['id', 'organization_id'])
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .execute()
}
