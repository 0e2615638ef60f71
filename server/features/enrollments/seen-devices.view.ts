import type { EntityId, OrganizationId, SeenDeviceId } from '@tenantry/contract/ids.ts'
import type { SeenDevice } from '@tenantry/contract/seen-devices.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import type { ShownRow } from './seen-devices.queries.ts'

/** A device that was seen as the API shows it. Who sees entities only knows no organization but the own. */
export function seenView(row: ShownRow, { organization: own }: Pick<Caller, 'organization'>): SeenDevice {
  return {
    id: row.id as SeenDeviceId,
    organizationId: row.organization_id as OrganizationId,
    organizationName: row.organization_name ?? (row.organization_id === own.id ? own.name : ''),
    entityId: row.entity_id as EntityId | null,
    entityName: row.entity_name,
    name: row.name,
    class: row.class,
    serialNumber: row.serial_number,
    hardwareId: row.hardware_id,
    maker: row.maker,
    model: row.model,
    operatingSystem: row.operating_system,
    ipAddresses: row.ip_addresses,
    macAddresses: row.mac_addresses,
    reason: row.reason as SeenDevice['reason'],
    firstSeenAt: row.first_seen_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  }
}
