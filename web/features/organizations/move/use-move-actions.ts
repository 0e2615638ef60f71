import { IconArrowsMove } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import { useMe } from '../../../platform/session.tsx'
import type { Action } from '../../../ui/action-menu.tsx'
import { moveWord } from './move-word.ts'

/** Moving an organization, for menus; nothing where the role does not allow it, or where what lies above is out of sight. */
export function useMoveActions({
  id,
  status,
  parentId,
}: Pick<CustomerSummary, 'id' | 'status' | 'parentId'>): Action[] {
  const { permissions, membership } = useMe()
  const navigate = useNavigate()
  const isMovable = status !== 'archived' && parentId !== null && membership.organization.id !== id
  if (!isMovable || !permissions.includes('organizations.move')) return []
  const open = () => void navigate({ to: '.', search: (before: Record<string, unknown>) => ({ ...before, move: id }) })
  return [{ label: moveWord, icon: IconArrowsMove, onClick: open }]
}
