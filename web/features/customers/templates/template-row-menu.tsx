import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { CustomerTemplateSummary } from '@tenantry/contract/customer-templates.ts'
import { createContext, use } from 'react'
import { type Action, ActionMenu } from '../../../ui/action-menu.tsx'
import { templateTexts } from './templates.texts.ts'
import { useEditTemplate } from './use-edit-template.ts'

const words = templateTexts.list

/** Asks before a template is deleted. */
export const RemovalContext = createContext<(template: CustomerTemplateSummary) => void>(() => {})

/** What can be done with a template. */
export function TemplateRowMenu({ template }: { template: CustomerTemplateSummary }) {
  const navigate = useNavigate()
  const edit = useEditTemplate()
  const remove = use(RemovalContext)
  const { id, name, mayChange } = template
  const actions: Action[] = [
    {
      label: words.use,
      icon: IconPlus,
      onClick: () => void navigate({ to: '/customers', search: { add: true, template: id } }),
    },
  ]
  if (mayChange)
    actions.push(
      { label: words.edit, icon: IconPencil, onClick: () => edit(id) },
      { label: words.remove, icon: IconTrash, isDangerous: true, onClick: () => remove(template) },
    )
  return <ActionMenu label={words.actionsFor(name)} actions={actions} />
}
