import type { membershipStatuses } from '@tenantry/contract/contacts.ts'
import type { Reach } from '@tenantry/contract/me.ts'
import { type SystemRole, systemRoles } from '@tenantry/contract/permissions.ts'

type Status = (typeof membershipStatuses)[number]

/** The words of users. */
export const texts = {
  title: 'Users',
  search: 'Search by name or email',
  columns: {
    name: 'Name',
    status: 'Status',
    role: 'Role',
    reach: 'Sees',
    createdAt: 'Added',
  },
  statuses: { pending: 'Pending', active: 'Active', deactivated: 'Switched off' } satisfies Record<Status, string>,
  reaches: {
    all: 'Everything',
    subtree: 'The organization and what lies below',
    selected: 'Chosen organizations',
    entities: 'Chosen entities',
  } satisfies Record<Reach, string>,
  roles: Object.entries(systemRoles).map(([value, { name }]) => ({ value: value as SystemRole, label: name })),
  emptyTitle: 'No users yet',
  emptyOf: (name: string) => `Nobody signs in for ${name} yet.`,
} as const
