import type { membershipStatuses } from '@tenantry/contract/contacts.ts'
import { coversRole, type Permission } from '@tenantry/contract/permissions.ts'
import type { User } from '@tenantry/contract/users.ts'
import type { Tone } from '../../ui/status-dot.tsx'

/** What the state of a user means for the one who looks. */
export const userTones: Record<(typeof membershipStatuses)[number], Tone> = {
  pending: 'warn',
  active: 'ok',
  deactivated: 'idle',
}

/** Whether somebody may withdraw the invitation of a pending user: nobody takes rights away that they lack. */
export function mayWithdraw(own: ReadonlySet<Permission>, { role }: User): boolean {
  return role.key === null || coversRole(own, role.key)
}
