/**
 * What a text could name: candidates by the start of a stored key, which an index gives in order, and from the middle of
 * words by the audited search functions. Names that begin with the text are few enough to be told first.
 */
import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { SearchTarget } from '../../platform/list/search.ts'

/** The text as keys are compared with it. */
export interface Sought {
  /** Normalised like the keys. */
  term: string
  /** The same with wildcards escaped; null where it is too short to be found in the middle of words. */
  pattern: string | null
  providerId: string
}

const mostStarting = 5
const mostInside = 100

/** Everything that begins with the text lies before this. */
const endOf = (term: string) => `${term}\u{10ffff}`

type Key = 'o.name_key' | 'o.code_key'

/** Ids of organizations below the provider whose name or code the text could be of. */
export async function findOrganizationIds(tx: TenantTransaction, sought: Sought): Promise<string[]> {
  const starting = (key: Key) =>
    tx
      .selectFrom('organizations as o')
      .select('o.id')
      .where('o.type', '<>', 'provider')
      .where(key, '>=', sought.term)
      .where(key, '<', endOf(sought.term))
      .orderBy(key)
      .orderBy('o.id')
      .limit(mostStarting)
      .execute()
  return idsOf(starting('o.name_key'), starting('o.code_key'), findInside(tx, 'search.organization_ids', sought))
}

/** Ids of devices whose name the text could be of. */
export async function findDeviceIds(tx: TenantTransaction, sought: Sought): Promise<string[]> {
  const starting = tx
    .selectFrom('devices as d')
    .select('d.id')
    .where('d.name_key', '>=', sought.term)
    .where('d.name_key', '<', endOf(sought.term))
    .orderBy('d.name_key')
    .orderBy('d.id')
    .limit(mostStarting)
    .execute()
  return idsOf(starting, findInside(tx, 'search.device_ids', sought))
}

/** Ids of entities whose name the text could be of, or, from three characters on, whose code. */
export async function findEntityIds(tx: TenantTransaction, sought: Sought): Promise<string[]> {
  const starting = tx
    .selectFrom('entities as e')
    .select('e.id')
    .where('e.name_key', '>=', sought.term)
    .where('e.name_key', '<', endOf(sought.term))
    .orderBy('e.name_key')
    .orderBy('e.id')
    .limit(mostStarting)
    .execute()
  return idsOf(starting, findInside(tx, 'search.entity_ids', sought))
}

/** Ids of users whose name or login the text could be of. */
export async function findUserIds(tx: TenantTransaction, sought: Sought): Promise<string[]> {
  const starting = (key: 'm.name_key' | 'm.email') =>
    tx
      .selectFrom('memberships as m')
      .select('m.id')
      .where(key, '>=', sought.term)
      .where(key, '<', endOf(sought.term))
      .orderBy(key)
      .orderBy('m.id')
      .limit(mostStarting)
      .execute()
  return idsOf(starting('m.name_key'), starting('m.email'), findInside(tx, 'search.membership_ids', sought))
}

/** What organizations are called, of those that the caller sees. */
export async function findOrganizations(tx: TenantTransaction, ids: string[]) {
  return tx
    .selectFrom('organizations as o')
    .select(['o.id', 'o.name', 'o.name_key', 'o.code', 'o.code_key', 'o.type', 'o.status'])
    .where(sql<SqlBool>`o.id = any(${ids}::uuid[])`)
    .where('o.type', '<>', 'provider')
    .execute()
}

/** Devices with where they lie, of those that the caller sees. */
export async function findDevices(tx: TenantTransaction, ids: string[]) {
  return tx
    .selectFrom('devices as d')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'd.provider_id').onRef('o.id', '=', 'd.organization_id'),
    )
    .select(['d.id', 'd.name', 'd.name_key', 'o.id as organization_id', 'o.name as organization_name'])
    .where(sql<SqlBool>`d.id = any(${ids}::uuid[])`)
    .execute()
}

/** Entities with where they belong, of those that the caller sees. */
export async function findEntities(tx: TenantTransaction, ids: string[]) {
  return tx
    .selectFrom('entities as e')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'e.provider_id').onRef('o.id', '=', 'e.organization_id'),
    )
    .select(['e.id', 'e.name', 'e.name_key', 'e.code_key', 'o.id as organization_id', 'o.name as organization_name'])
    .where(sql<SqlBool>`e.id = any(${ids}::uuid[])`)
    .execute()
}

/** Users with where they belong, of those that the caller sees. */
export async function findUsers(tx: TenantTransaction, ids: string[]) {
  return tx
    .selectFrom('memberships as m')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'm.provider_id').onRef('o.id', '=', 'm.organization_id'),
    )
    .select(['m.id', 'm.name', 'm.name_key', 'm.email', 'o.id as organization_id', 'o.name as organization_name'])
    .where(sql<SqlBool>`m.id = any(${ids}::uuid[])`)
    .execute()
}

async function findInside(tx: TenantTransaction, finder: SearchTarget['function'], { pattern, providerId }: Sought) {
  if (pattern === null) return []
  const call = sql`${sql.raw(finder)}(${providerId}::uuid, ${pattern}, ${mostInside})`
  return tx
    .selectFrom(sql<{ id: string }>`(select id from ${call} as found(id))`.as('found'))
    .select('found.id')
    .execute()
}

async function idsOf(...found: Promise<{ id: string }[]>[]): Promise<string[]> {
  return [...new Set((await Promise.all(found)).flat().map(({ id }) => id))]
}
