import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

const oneOf = (ref: string, ids: readonly string[]) => sql<SqlBool>`${sql.ref(ref)} = any(${[...ids]}::uuid[])`

/** Rows of customers with their counts. */
export async function findOrganizations(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('organizations as o')
    .innerJoin('organization_counters as counters', (join) =>
      join.onRef('counters.provider_id', '=', 'o.provider_id').onRef('counters.organization_id', '=', 'o.id'),
    )
    .selectAll('o')
    .select(['counters.devices', 'counters.users', 'counters.entities'])
    .where(oneOf('o.id', ids))
    .execute()
}

/** What lies above some organizations and they themselves, as far as the caller sees it, from the top downwards. */
export async function findPaths(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('organization_closure as c')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'c.provider_id').onRef('o.id', '=', 'c.ancestor_id'),
    )
    .select(['c.descendant_id', 'c.distance', 'o.id', 'o.type', 'o.code', 'o.name'])
    .where(oneOf('c.descendant_id', ids))
    .orderBy('c.distance', 'desc')
    .execute()
}

/** Settings that some organizations have of their own. */
export async function findOwnSettings(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('organization_settings')
    .select(['organization_id', 'name', 'value'])
    .where(oneOf('organization_id', ids))
    .execute()
}

/** Contacts of some organizations, of some kinds, in their order. */
export async function findContactsOf(tx: TenantTransaction, ids: readonly string[], kinds: readonly string[]) {
  return tx
    .selectFrom('contacts')
    .select(['id', 'organization_id', 'kind', 'role', 'first_name', 'last_name', 'email', 'phone', 'phone_extension'])
    .select(['fax', 'fax_extension'])
    .where(oneOf('organization_id', ids))
    .where('kind', 'in', [...kinds])
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/** Who was named administrator of some organizations. */
export async function findAdministrators(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('memberships')
    .select(['organization_id', 'first_name', 'last_name', 'name', 'email', 'communication_email'])
    .where(oneOf('organization_id', ids))
    .where('is_first_administrator', '=', true)
    .execute()
}

/** Who sells to some organizations, in their order. */
export async function findRepresentativesOf(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('sales_representatives')
    .select(['organization_id', 'name', 'email', 'phone'])
    .where(oneOf('organization_id', ids))
    .orderBy('position')
    .execute()
}

/** Emails of those who look after some organizations, of those that the caller sees, in the order of the alphabet. */
export async function findTechnicians(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('membership_assignments as a')
    .innerJoin('memberships as m', (join) =>
      join.onRef('m.provider_id', '=', 'a.provider_id').onRef('m.id', '=', 'a.membership_id'),
    )
    .select(['a.organization_id', 'm.email'])
    .where(oneOf('a.organization_id', ids))
    .orderBy('m.email')
    .execute()
}

/** Names of the tags that some organizations carry, of those that the caller sees. */
export async function findTags(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('organization_tags as carried')
    .innerJoin('tags as t', (join) =>
      join.onRef('t.provider_id', '=', 'carried.provider_id').onRef('t.id', '=', 'carried.tag_id'),
    )
    .select(['carried.organization_id', 't.name'])
    .where(oneOf('carried.organization_id', ids))
    .orderBy('t.name_key')
    .orderBy('t.id')
    .execute()
}

/** Outside ids of some organizations, in their order. */
export async function findExternalIds(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('external_ids')
    .select(['organization_id', 'system', 'value'])
    .where(oneOf('organization_id', ids))
    .orderBy('position')
    .execute()
}

/** Every system that knows any organization that the caller sees, at most so many; one may be left out. */
export async function findSystems(tx: TenantTransaction, most: number, except: string | null): Promise<string[]> {
  const rows = await tx
    .selectFrom('external_ids')
    .select(({ fn }) => ['system_key', fn.min('system').as('system')])
    .$if(except !== null, (each) => each.where('organization_id', '<>', except))
    .groupBy('system_key')
    .orderBy('system_key')
    .limit(most)
    .execute()
  return rows.map((row) => row.system)
}

/** Rows of entities, of some ids or of some organizations; of these by name. */
export async function findEntitiesBy(tx: TenantTransaction, by: 'id' | 'organization_id', ids: readonly string[]) {
  return tx
    .selectFrom('entities as e')
    .selectAll('e')
    .where(oneOf(`e.${by}`, ids))
    .orderBy('e.name_key')
    .orderBy('e.id')
    .execute()
}

/** How many people see each of some entities because they are narrowed to it. */
export async function countPeopleOf(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('membership_entities as narrowed')
    .innerJoin('memberships as person', (join) =>
      join
        .onRef('person.provider_id', '=', 'narrowed.provider_id')
        .onRef('person.id', '=', 'narrowed.membership_id')
        .on('person.reach', '=', 'entities')
        .on('person.status', '<>', 'deactivated'),
    )
    .select(({ fn }) => ['narrowed.entity_id', fn.countAll<number>().as('users')])
    .where(oneOf('narrowed.entity_id', ids))
    .groupBy('narrowed.entity_id')
    .execute()
}

/** Rows of devices. */
export async function findDevicesBy(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('devices as d')
    .leftJoin('entities as e', (join) =>
      join.onRef('e.provider_id', '=', 'd.provider_id').onRef('e.id', '=', 'd.entity_id'),
    )
    .leftJoin('memberships as person', (join) =>
      join.onRef('person.provider_id', '=', 'd.provider_id').onRef('person.id', '=', 'd.user_id'),
    )
    .select(['d.id', 'd.organization_id', 'd.name', 'd.class', 'd.created_at', 'd.updated_at'])
    .select([
      'd.status',
      'd.serial_number',
      'd.maker',
      'd.model',
      'd.operating_system',
      'd.ip_addresses',
      'd.mac_addresses',
    ])
    .select(['d.purchased_on', 'd.warranty_ends_on', 'd.monitors_availability', 'd.monitors_performance', 'd.notes'])
    .select(['e.name as entity_name', 'person.name as user_name', 'person.email as user_email'])
    .where(oneOf('d.id', ids))
    .execute()
}
