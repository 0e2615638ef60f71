import type { OrganizationType } from './organizations.ts'

/** What a role may allow; a role is a set of these, kept as data. The text is shown where roles are edited. */
export const permissions = {
  'customers.read': 'See customers, partners and enterprises',
  'customers.create': 'Add customers, partners and enterprises',
  'customers.update': 'Edit customers, partners and enterprises',
  'customer_templates.write': 'Add, edit and delete templates of customers',
  'tags.manage': 'Rename, color and delete tags',
  'saved_views.manage': 'Rename, change and delete the views that others have shared with the house',
  'customers.purge': 'Delete archived customers for good',
  'organizations.move': 'Move organizations to another place in the tree, and merge customers',
  'devices.read': 'See devices',
  'devices.write': 'Add, edit and delete devices',
  'licenses.read': 'See what customers may use and use of licenses',
  'licenses.manage': 'Set what customers may use of licenses',
  'license_pool.read': 'See the licenses that the provider owns and what is left of them',
  'license_pool.manage': 'Record purchases of licenses, and which types are counted',
  'exports.create': 'Take lists out as files',
  'notes.read': 'Read notes about customers',
  'notes.write': 'Write, pin and delete notes about customers',
  'users.read': 'See users',
  'audit.read': 'Read the audit log',
  'api_keys.manage': 'Create and revoke API keys of one’s own',
  'settings.manage': 'Change the settings of the provider',
} as const

/** A permission's name. */
export type Permission = keyof typeof permissions

/** Every permission, for schemas and for the provider administrator's role. */
export const allPermissions = Object.keys(permissions) as [Permission, ...Permission[]]

/** What may be changed by those only who may read it, too: an answer shows what has changed. */
const readFirst: Partial<Record<Permission, Permission>> = {
  'customers.create': 'customers.read',
  'customers.update': 'customers.read',
  'customer_templates.write': 'customers.read',
  'customers.purge': 'customers.read',
  'organizations.move': 'customers.read',
  'devices.write': 'devices.read',
  'notes.write': 'notes.read',
  'licenses.manage': 'licenses.read',
  'license_pool.manage': 'license_pool.read',
}

/**
 * What a role allows of the permissions that it names: nothing that this release does not know, and no change of what it
 * may not read.
 */
export function allowedOf(names: readonly string[]): ReadonlySet<Permission> {
  const known = allPermissions.filter((each) => names.includes(each))
  return new Set(known.filter((each) => known.includes(readFirst[each] ?? each)))
}

/** The roles that every provider starts with, and which license their holders take outside of the provider's house. */
export const systemRoles = {
  provider_administrator: { name: 'Provider administrator', licenseType: 'technicians', permissions: allPermissions },
  technician: {
    name: 'Technician',
    licenseType: 'technicians',
    permissions: [
      'customers.read',
      'customers.create',
      'customers.update',
      'devices.read',
      'devices.write',
      'exports.create',
      'notes.read',
      'notes.write',
      'users.read',
      'api_keys.manage',
      'licenses.read',
    ],
  },
  partner_administrator: {
    name: 'Partner administrator',
    licenseType: 'technicians',
    permissions: [
      'customers.read',
      'customers.create',
      'customers.update',
      'customer_templates.write',
      'tags.manage',
      'saved_views.manage',
      'organizations.move',
      'devices.read',
      'devices.write',
      'exports.create',
      'notes.read',
      'notes.write',
      'users.read',
      'audit.read',
      'api_keys.manage',
      'licenses.read',
      'licenses.manage',
    ],
  },
  customer_administrator: {
    name: 'Customer administrator',
    licenseType: 'users',
    permissions: ['customers.read', 'devices.read', 'exports.create', 'users.read', 'licenses.read'],
  },
  customer_user: { name: 'Customer user', licenseType: 'users', permissions: ['customers.read', 'devices.read'] },
} as const satisfies Record<string, { name: string; licenseType: string; permissions: readonly Permission[] }>

/** The key of a role that every provider starts with. */
export type SystemRole = keyof typeof systemRoles

/** Every key, for schemas. */
export const systemRoleKeys = Object.keys(systemRoles) as [SystemRole, ...SystemRole[]]

/** Whether somebody's permissions hold all of a role: nobody gives or takes away rights that they lack (MH6, RI5). */
export function coversRole(own: { has: (permission: Permission) => boolean }, role: SystemRole): boolean {
  return systemRoles[role].permissions.every((each) => own.has(each))
}

/** The role of whoever administers an organization of a type. */
export function administratorRole(type: OrganizationType): SystemRole {
  return type === 'partner' ? 'partner_administrator' : 'customer_administrator'
}
