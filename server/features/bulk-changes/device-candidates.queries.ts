/** What decides about many devices at once, read with a few statements for some thousands of them. */
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** A device that was chosen, as far as any change looks at it. */
export interface DeviceCandidate {
  id: string
  name: string
  organizationId: string
  entityId: string | null
  /** The strictest status of where it belongs and above, invisible organizations included. */
  held: OrganizationStatus
}

/** Reads those of some devices that the caller sees, by name. */
export async function findDeviceCandidates(tx: TenantTransaction, ids: readonly string[]): Promise<DeviceCandidate[]> {
  const rows = await tx
    .selectFrom('devices as d')
    .select(['d.id', 'd.name', 'd.organization_id', 'd.entity_id'])
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

/** The organization that an entity belongs to, where the caller sees the entity. */
export async function findHomeOfEntity(tx: TenantTransaction, entityId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('entities as e')
    .select('e.organization_id')
    .where('e.id', '=', entityId)
    .executeTakeFirst()
  return row?.organization_id
}
