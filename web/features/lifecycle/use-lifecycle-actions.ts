import { IconArchive, IconArrowBackUp, IconToggleLeft, IconTrash } from '@tabler/icons-react'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { useMe } from '../../platform/session.tsx'
import type { Action } from '../../ui/action-menu.tsx'
import { menuTexts } from './menu.texts.ts'
import { useLifecyclePanels } from './use-lifecycle-panels.ts'

/** What can be done about the life of a customer, for menus; nothing where the role allows none of it. */
export function useLifecycleActions({ id, status }: { id: string; status: OrganizationStatus }): Action[] {
  const { permissions, membership } = useMe()
  const { openStatus, openPurge } = useLifecyclePanels()
  if (!permissions.includes('customers.update') || membership.organization.id === id) return []
  if (status !== 'archived')
    return [
      { label: menuTexts.change, icon: IconToggleLeft, onClick: () => openStatus(id) },
      { label: menuTexts.archive, icon: IconArchive, isDangerous: true, onClick: () => openStatus(id, 'archived') },
    ]
  const restore: Action = { label: menuTexts.restore, icon: IconArrowBackUp, onClick: () => openStatus(id, 'disabled') }
  if (!permissions.includes('customers.purge')) return [restore]
  return [restore, { label: menuTexts.purge, icon: IconTrash, isDangerous: true, onClick: () => openPurge(id) }]
}
