import type { Device } from '@tenantry/contract/devices.ts'
import type { DeviceId, EntityId, MembershipId, OrganizationId } from '@tenantry/contract/ids.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { isOwnSide } from '../own-side/public.ts'
import type { DeviceColumns } from './device-columns.ts'
import type { DeviceRow } from './devices.queries.ts'

/** The names of the users that the caller sees, by their ids. */
export type UserNames = ReadonlyMap<string, string>

/** A device as the API shows it. Who sees entities only knows no organization but the own. */
export function deviceView(
  row: Omit<DeviceRow, 'version'>,
  caller: Pick<Caller, 'organization'>,
  users: UserNames,
): Device {
  const own = caller.organization
  const isInside = isOwnSide(caller)
  const userName = users.get(row.user_id ?? '') ?? null
  return {
    id: row.id as DeviceId,
    organizationId: row.organization_id as OrganizationId,
    organizationName: row.organization_name ?? (row.organization_id === own.id ? own.name : ''),
    entityId: row.entity_id as EntityId | null,
    entityName: row.entity_name,
    name: row.name,
    hostName: row.host_name,
    class: row.class,
    status: row.status as Device['status'],
    serialNumber: row.serial_number,
    maker: row.maker,
    model: row.model,
    operatingSystem: row.operating_system,
    ipAddresses: row.ip_addresses,
    macAddresses: row.mac_addresses,
    userId: userName === null ? null : (row.user_id as MembershipId),
    userName,
    purchasedOn: row.purchased_on,
    warrantyEndsOn: row.warranty_ends_on,
    monitorsAvailability: row.monitors_availability,
    monitorsPerformance: row.monitors_performance,
    notes: isInside ? null : row.notes,
    customData: isInside ? {} : (row.custom_data as Device['customData']),
    tags: (row.tags ?? []) as Device['tags'],
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

type Audited = Omit<
  DeviceColumns,
  | 'name_key'
  | 'serial_key'
  | 'maker_key'
  | 'model_key'
  | 'operating_system_key'
  | 'hardware_id'
  | 'enrollment_key'
  | 'last_seen_at'
>

/** What the audit log keeps of a device. */
export function auditedDevice(row: Audited & { organization_id: string }) {
  return {
    organizationId: row.organization_id,
    entityId: row.entity_id,
    name: row.name,
    hostName: row.host_name === row.name ? null : row.host_name,
    class: row.class,
    status: row.status,
    serialNumber: row.serial_number,
    maker: row.maker,
    model: row.model,
    operatingSystem: row.operating_system,
    ipAddresses: listed(row.ip_addresses),
    macAddresses: listed(row.mac_addresses),
    userId: row.user_id,
    purchasedOn: row.purchased_on,
    warrantyEndsOn: row.warranty_ends_on,
    monitorsAvailability: row.monitors_availability || null,
    monitorsPerformance: row.monitors_performance || null,
    notes: row.notes,
    customData: pairsOf(row.custom_data as Record<string, string>),
  }
}

const listed = (all: readonly string[]) => (all.length === 0 ? null : all.join(', '))

function pairsOf(pairs: Record<string, string>): string | null {
  const all = Object.entries(pairs).map(([name, value]) => `${name}: ${value}`)
  return all.length === 0 ? null : all.sort().join('\n')
}
