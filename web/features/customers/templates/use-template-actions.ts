import { IconCopy, IconTemplate } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useIsHouse, useMe, usePermission } from '../../../platform/session.tsx'
import type { Action } from '../../../ui/action-menu.tsx'
import { templateActions } from './actions.texts.ts'

/** What can be made of a customer, for menus: another one like it; nothing where the role allows none. */
export function useCopyActions({ id }: { id: string }): Action[] {
  const { permissions, membership } = useMe()
  const navigate = useNavigate()
  // Nothing is added beside one's own house.
  if (!permissions.includes('customers.create') || membership.organization.id === id) return []
  const search = (before: object) => ({
    ...before,
    add: true as const,
    draft: undefined,
    template: undefined,
    copy: id,
  })
  return [{ label: templateActions.copy, icon: IconCopy, onClick: () => void navigate({ to: '/customers', search }) }]
}

/** The same for the page of a customer, with a template of it. */
export function useTemplateActions({ id }: { id: string }): Action[] {
  const copies = useCopyActions({ id })
  const mayKeep = useMayKeepTemplates()
  const navigate = useNavigate()
  if (!mayKeep) return copies
  const search = (before: Record<string, unknown>) => ({ ...before, templateOf: id })
  const save = () => void navigate({ to: '.', search })
  return [...copies, { label: templateActions.save, icon: IconTemplate, onClick: save }]
}

/** Whether the person adds and changes templates: their house has some, and the role allows it. */
export function useMayKeepTemplates(): boolean {
  const mayKeep = usePermission('customer_templates.write')
  return useIsHouse() && mayKeep
}

/** Whether the person begins customers with templates: a customer's own people do not. */
export function useMayUseTemplates(): boolean {
  const mayCreate = usePermission('customers.create')
  return useIsHouse() && mayCreate
}
