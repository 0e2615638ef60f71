/** What decides about many devices at once, read with a few statements for some thousands of them. */
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { isNothing } from '../devices/public.ts'

/** A device that was chosen, as far as any change looks at it. */
export interface DeviceCandidate {
  id: string
  name: string
  organizationId: string
  entityId: string | null
  status: string
  class: string
  monitorsAvailability: boolean
  monitorsPerformance: boolean
  /** The strictest status of where it belongs and above, invisible organizations included. */
  held: OrganizationStatus
}

/** Reads those of some devices that the caller sees, by name. */
export async function findDeviceCandidates(tx: TenantTransaction, ids: readonly string[]): Promise<DeviceCandidate[]> {
  const rows = await tx
    .selectFrom('devices as d')
    .select(['d.id', 'd.name', 'd.organization_id', 'd.entity_id', 'd.status'])
    .select(['d.class', 'd.monitors_availability', 'd.monitors_performance'])
    .select(sql<OrganizationStatus | null>`tenancy.effective_status(${sql.ref('d.organization_id')})`.as('held'))
    .where(sql<SqlBool>`d.id = any(${ids}::uuid[])`)
    .orderBy('d.name_key')
    .orderBy('d.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    organizationId: row.organization_id,
    entityId: row.entity_id,
    status: row.status,
    class: row.class,
    monitorsAvailability: row.monitors_availability,
    monitorsPerformance: row.monitors_performance,
    held: row.held ?? 'active',
  }))
}

/** Those of some devices that the caller sees. */
export async function findDevicesAmong(tx: TenantTransaction, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('devices as d')
    .select('d.id')
    .where(sql<SqlBool>`d.id = any(${ids}::uuid[])`)
    .execute()
  return rows.map(({ id }) => id)
}

/** The effective status of an organization, where the caller sees it. */
export async function findStatusOfHome(tx: TenantTransaction, id: string): Promise<OrganizationStatus | null> {
  const row = await tx
    .selectFrom('organizations as o')
    .select(sql<OrganizationStatus | null>`tenancy.effective_status(o.id)`.as('held'))
    .where('o.id', '=', id)
    .executeTakeFirst()
  return row?.held ?? null
}

/** The organization that an entity belongs to, where the caller sees the entity. */
export async function findHomeOfEntity(tx: TenantTransaction, entityId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('entities as e')
    .select('e.organization_id')
    .where('e.id', '=', entityId)
    .executeTakeFirst()
  return row?.organization_id
}

/**
 * Those of some devices, by name, that share their serial number once all of them are at an organization; what makers leave
 * in the place of one is none.
 */
export async function findSharedAfterMove(
  tx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return []
  const moving = tx
    .selectFrom('devices as d')
    .select(['d.id', 'd.name', 'd.name_key', 'd.serial_key'])
    .select(sql<number>`count(*) OVER (PARTITION BY d.serial_key)`.as('together'))
    .where(sql<SqlBool>`d.id = any(${ids}::uuid[])`)
    .where('d.serial_key', 'is not', null)
  const shared = await tx
    .selectFrom(moving.as('m'))
    .select(['m.id', 'm.name', 'm.serial_key'])
    .where((eb) =>
      eb.or([
        eb('m.together', '>', 1),
        eb.exists(
          eb
            .selectFrom('devices as there')
            .select('there.id')
            .where('there.organization_id', '=', organizationId)
            .whereRef('there.serial_key', '=', 'm.serial_key'),
        ),
      ]),
    )
    .orderBy('m.name_key')
    .orderBy('m.id')
    .execute()
  return shared.filter(({ serial_key }) => !isNothing(serial_key ?? ''))
}
