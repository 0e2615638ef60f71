import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import { childTypes } from '@tenantry/contract/organizations.ts'
import { useMe } from '../../platform/session.tsx'
import { type Action, ActionMenu } from '../../ui/action-menu.tsx'
import { useMergeActions } from '../merge-menu/public.ts'
import { useAddCustomer } from './add-customer.ts'
import { texts } from './customers.texts.ts'
import { useFurtherActions } from './further-actions.tsx'
import { standingOf } from './standing.ts'
import { useCopyActions } from './templates/use-template-actions.ts'

const words = texts.list

/** What can be done with a customer of the list. Absent where the role allows nothing of it. */
export function CustomerRowMenu({ customer }: { customer: CustomerSummary }) {
  const { permissions, membership } = useMe()
  const addCustomer = useAddCustomer()
  const navigate = useNavigate()
  const { id, name, type } = customer
  const copies = useCopyActions(customer)
  const further = [...useMergeActions(customer), ...useFurtherActions(customer)]
  // Of what lies above nothing is known here; the customer's page knows it.
  const { isGrowing, isReadOnly } = standingOf(customer.status, membership.organization.type)
  const actions: Action[] = []
  if (!isReadOnly && permissions.includes('customers.update'))
    actions.push({
      label: words.edit,
      icon: IconPencil,
      onClick: () => void navigate({ to: '/customers/$id/$tab', params: { id, tab: 'profile' } }),
    })
  if (isGrowing && permissions.includes('customers.create') && childTypes[type].length > 0)
    actions.push({
      label: type === 'partner' ? words.addBelow : words.addDivision,
      icon: IconPlus,
      onClick: () => addCustomer({ id, name, type }),
    })
  actions.push(...copies, ...further)
  return actions.length > 0 && <ActionMenu label={words.actionsFor(name)} actions={actions} />
}
