import type { DeviceClass } from '@tenantry/contract/devices.ts'

/** What classes are called. */
export const deviceClassWords: Record<DeviceClass, string> = {
  computer: 'Computer',
  server: 'Server',
  network_device: 'Network device',
  printer: 'Printer',
  phone: 'Phone',
  tablet: 'Tablet',
  non_it_asset: 'Non-IT asset',
}
