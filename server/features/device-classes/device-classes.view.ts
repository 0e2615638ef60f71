import type { DeviceClass } from '@tenantry/contract/device-classes.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import type { ClassRow } from './device-classes.queries.ts'

/** A class as the API shows it; what it takes of the pool is for those who may see that. */
export function classView(
  row: ClassRow,
  caller: Pick<Caller, 'permissions'>,
  devices: number | null = null,
): DeviceClass {
  return {
    code: row.code,
    name: row.name,
    icon: (row.icon ?? row.code) as DeviceClass['icon'],
    isBuiltIn: row.is_built_in,
    isArchived: row.is_archived,
    licenseTypes: caller.permissions.has('license_pool.read') ? row.license_types : null,
    devices,
  }
}

/** A class as the audit log keeps it. */
export function auditedClass(row: ClassRow) {
  const { name, icon, is_archived: isArchived, license_types: types } = row
  return { name, icon, isArchived, licenseTypes: types.join(', ') }
}
