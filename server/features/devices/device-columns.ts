/** What is told of a device as columns of its row, with the keys that lists are sorted and searched by. */
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { Selectable } from 'kysely'
import type { DevicesTable } from '../../database/tables.generated.ts'
import type { DevicePatch } from './update-device.ts'

/** The columns that people fill. */
export type DeviceColumns = Omit<
  Selectable<DevicesTable>,
  'provider_id' | 'id' | 'organization_id' | 'version' | 'created_at' | 'updated_at'
>

const keyed = {
  name: ['name', 'name_key'],
  serialNumber: ['serial_number', 'serial_key'],
  maker: ['maker', 'maker_key'],
  model: ['model', 'model_key'],
  operatingSystem: ['operating_system', 'operating_system_key'],
} as const satisfies Partial<Record<keyof DevicePatch, readonly (keyof DeviceColumns)[]>>

const plain = {
  class: 'class',
  entityId: 'entity_id',
  status: 'status',
  ipAddresses: 'ip_addresses',
  macAddresses: 'mac_addresses',
  userId: 'user_id',
  purchasedOn: 'purchased_on',
  warrantyEndsOn: 'warranty_ends_on',
  monitorsAvailability: 'monitors_availability',
  monitorsPerformance: 'monitors_performance',
  notes: 'notes',
  customData: 'custom_data',
} as const satisfies Partial<Record<keyof DevicePatch, keyof DeviceColumns>>

/** The columns of what is given; what is not stays away. */
export function columnsOf(given: DevicePatch): Partial<DeviceColumns> {
  const columns: Record<string, unknown> = {}
  for (const [field, [column, key]] of Object.entries(keyed)) {
    const value = given[field as keyof typeof keyed]
    if (value === undefined) continue
    columns[column] = value
    columns[key] = value === null ? null : sortKey(value)
  }
  for (const [field, column] of Object.entries(plain)) {
    const value = given[field as keyof typeof plain]
    if (value !== undefined) columns[column] = value
  }
  return columns as Partial<DeviceColumns>
}

/** A device of which nothing is told but what must be. */
export const nothingTold: Omit<DeviceColumns, 'name' | 'name_key' | 'class'> = {
  entity_id: null,
  status: 'in_use',
  serial_number: null,
  serial_key: null,
  maker: null,
  maker_key: null,
  model: null,
  model_key: null,
  operating_system: null,
  operating_system_key: null,
  ip_addresses: [],
  mac_addresses: [],
  user_id: null,
  purchased_on: null,
  warranty_ends_on: null,
  monitors_availability: false,
  monitors_performance: false,
  notes: null,
  custom_data: {} as DeviceColumns['custom_data'],
  last_seen_at: null,
  host_name: null,
  hardware_id: null,
  enrollment_key: null,
}

/** Those of some columns whose values differ from a device as it is, with their keys. */
export function changedColumns(before: Partial<DeviceColumns>, given: Partial<DeviceColumns>): Partial<DeviceColumns> {
  const isSame = (column: string) =>
    textOf(given[column as keyof DeviceColumns]) === textOf(before[column as keyof DeviceColumns])
  const differing = Object.entries(given).filter(([column]) => !isSame(columnOfKey.get(column) ?? column))
  return Object.fromEntries(differing) as Partial<DeviceColumns>
}

const columnOfKey = new Map<string, string>(Object.values(keyed).map(([column, key]) => [key, column]))

/** Pairs have no order. */
function textOf(value: unknown): string {
  const isPairs = typeof value === 'object' && value !== null && !Array.isArray(value)
  return JSON.stringify(isPairs ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value)
}
