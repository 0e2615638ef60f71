import type { membershipStatuses } from '@tenantry/contract/contacts.ts'
import type { Tone } from '../../ui/status-dot.tsx'

/** What the state of a user means for the one who looks. */
export const userTones: Record<(typeof membershipStatuses)[number], Tone> = {
  pending: 'warn',
  active: 'ok',
  deactivated: 'idle',
}
