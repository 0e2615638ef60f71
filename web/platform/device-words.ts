import type { BuiltInClass } from '@tenantry/contract/devices.ts'

/** What the built-in classes are called. */
export const deviceClassWords: Record<BuiltInClass, string> = {
  computer: 'Computer',
  server: 'Server',
  network_device: 'Network device',
  printer: 'Printer',
  phone: 'Phone',
  tablet: 'Tablet',
  non_it_asset: 'Non-IT asset',
}
