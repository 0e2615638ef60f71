import { IconArrowMerge } from '@tabler/icons-react'
import type { OrganizationStatus, OrganizationType } from '@tenantry/contract/organizations.ts'
import { useMe } from '../../platform/session.tsx'
import type { Action } from '../../ui/action-menu.tsx'
import { menuTexts } from './menu.texts.ts'
import { useMergePanel } from './use-merge-panel.ts'

/** What can become part of another, and what another can become part of. */
export const mergeableTypes: readonly OrganizationType[] = ['customer', 'enterprise']

const above: readonly OrganizationType[] = ['provider', 'partner']

/** Whether the person may merge customers at all. */
export function useMayMerge(): boolean {
  const { permissions, membership } = useMe()
  const needed = ['organizations.move', 'customers.update'] as const
  return above.includes(membership.organization.type) && needed.every((permission) => permissions.includes(permission))
}

/** Merging a customer into another, for menus; nothing where the role or the customer does not allow it. */
export function useMergeActions(customer: {
  id: string
  type: OrganizationType
  status: OrganizationStatus
}): Action[] {
  const { id, type, status } = customer
  const mayMerge = useMayMerge()
  const { open } = useMergePanel()
  if (!mayMerge || !mergeableTypes.includes(type) || status === 'archived') return []
  return [{ label: menuTexts.merge, icon: IconArrowMerge, onClick: () => open(id) }]
}
