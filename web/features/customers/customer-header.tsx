import { Button } from '@mantine/core'
import { IconArrowsMove, IconPencil, IconPlus } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import type { Customer } from '@tenantry/contract/customers.ts'
import { childTypes } from '@tenantry/contract/organizations.ts'
import { type ComponentType, Suspense, useState } from 'react'
import { useIsHouse, useMe } from '../../platform/session.tsx'
import { type Action, ActionMenu } from '../../ui/action-menu.tsx'
import { InitialsLogo } from '../../ui/initials-logo.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { Star } from '../favourites/star/public.ts'
import { useMergeActions } from '../merge-menu/public.ts'
import { CustomerTags } from '../tags/public.ts'
import { useAddCustomer } from './add-customer.ts'
import classes from './customer-page.module.css'
import { statusTones } from './customer-words.ts'
import { texts } from './customers.texts.ts'
import { useFurtherActions } from './further-actions.tsx'
import { useTemplateActions } from './templates/use-template-actions.ts'
import { useStanding } from './use-standing.ts'

const words = texts.page

/** What moves a customer to another place, which another room shows. */
export type MovePanel = ComponentType<{ id: string; onClose: () => void }>

/** Who it is, at the head of a customer's page. */
export function CustomerHeader({ customer, MovePanel }: { customer: Customer; MovePanel: MovePanel }) {
  const [isMoving, setMoving] = useState(false)
  return (
    <>
      <PageHeader
        logo={<InitialsLogo name={customer.name} size="lg" />}
        title={customer.name}
        beside={<StatusDot tone={statusTones[customer.status]}>{texts.statuses[customer.status]}</StatusDot>}
        below={<Below customer={customer} />}
        actions={
          <>
            <Star customer={customer} />
            <Actions customer={customer} onMove={() => setMoving(true)} />
          </>
        }
      />
      {isMoving && (
        <Suspense>
          <MovePanel id={customer.id} onClose={() => setMoving(false)} />
        </Suspense>
      )}
    </>
  )
}

function Below({ customer }: { customer: Customer }) {
  const { organization } = useMe().membership
  const { parentId, parentName } = customer
  const isLinked = parentId !== null && parentId !== organization.id
  return (
    <>
      {customer.code} · {texts.types[customer.type]}
      {customer.plan !== null && ` · ${texts.plans[customer.plan.kind]}`}
      {parentName !== null && (
        <>
          {' · '}
          {words.under}{' '}
          {isLinked ? (
            <Link to="/customers/$id" params={{ id: parentId }} className={classes.parent}>
              {parentName}
            </Link>
          ) : (
            parentName
          )}
        </>
      )}
      <Tags customer={customer} />
    </>
  )
}

/** What the house of whoever looks has tagged it with; for those who edit customers, with a way to change it. */
function Tags({ customer }: { customer: Customer }) {
  const { permissions } = useMe()
  const { isReadOnly } = useStanding(customer)
  const isHouse = useIsHouse()
  return (
    <CustomerTags customer={customer} mayEdit={isHouse && !isReadOnly && permissions.includes('customers.update')} />
  )
}

function Actions({ customer, onMove }: { customer: Customer; onMove: () => void }) {
  const { permissions, membership } = useMe()
  const addCustomer = useAddCustomer()
  const { tab } = useParams({ strict: false })
  const { id, name, type } = customer
  const { isGrowing, isReadOnly } = useStanding(customer)
  const further = useFurtherActions(customer)
  // What lies above one's own place is nobody's to choose from there.
  const mayMove =
    permissions.includes('organizations.move') && customer.parentId !== null && id !== membership.organization.id
  const move: Action = { label: words.move, icon: IconArrowsMove, onClick: onMove }
  const actions = [
    ...useTemplateActions(customer),
    ...useMergeActions(customer),
    ...(mayMove && !isReadOnly ? [move] : []),
    ...further,
  ]
  const menu = actions.length > 0 && <ActionMenu label={texts.list.actionsFor(name)} actions={actions} />
  if (isReadOnly) return menu
  const mayAddBelow = isGrowing && permissions.includes('customers.create') && childTypes[type].length > 0
  return (
    <>
      {mayAddBelow && (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
          onClick={() => addCustomer({ id, name, type })}
        >
          {type === 'partner' ? texts.list.addBelow : texts.list.addDivision}
        </Button>
      )}
      {permissions.includes('customers.update') && tab !== 'profile' && (
        <Button
          leftSection={<IconPencil size={16} stroke={1.8} aria-hidden />}
          renderRoot={(props) => <Link to="/customers/$id/$tab" params={{ id, tab: 'profile' }} {...props} />}
        >
          {texts.list.edit}
        </Button>
      )}
      {menu}
    </>
  )
}
