import type { Device } from '@tenantry/contract/devices.ts'
import type { DeviceId, EntityId, OrganizationId } from '@tenantry/contract/ids.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import type { DeviceRow } from './devices.queries.ts'

/** A device as the API shows it. Who sees entities only knows no organization but the own. */
export function deviceView(row: Omit<DeviceRow, 'version'>, own: Caller['organization']): Device {
  return {
    id: row.id as DeviceId,
    organizationId: row.organization_id as OrganizationId,
    organizationName: row.organization_name ?? (row.organization_id === own.id ? own.name : ''),
    entityId: row.entity_id as EntityId | null,
    entityName: row.entity_name,
    name: row.name,
    class: row.class as Device['class'],
    tags: (row.tags ?? []) as Device['tags'],
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** What the audit log keeps of a device. */
export function auditedDevice(row: Pick<DeviceRow, 'organization_id' | 'entity_id' | 'name' | 'class'>) {
  return { organizationId: row.organization_id, entityId: row.entity_id, name: row.name, class: row.class }
}
