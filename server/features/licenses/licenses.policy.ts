import type { Caller } from '../../platform/auth/caller.ts'

/**
 * Whether the caller may set what an organization may use, and by what it is metered: those above it do. Divisions have
 * no licenses of their own, and nobody sets aside for themselves.
 */
export function maySetLicenses(caller: Caller, { id, type }: { id: string; type: string }): boolean {
  return caller.permissions.has('licenses.manage') && type !== 'division' && id !== caller.organization.id
}
