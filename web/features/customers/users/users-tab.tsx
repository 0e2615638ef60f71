import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import type { Customer } from '@tenantry/contract/customers.ts'
import { administratorRole, coversRole } from '@tenantry/contract/permissions.ts'
import { useState } from 'react'
import { formatTotal } from '../../../platform/format.ts'
import { useMe } from '../../../platform/session.tsx'
import { UserList } from '../../users/public.ts'
import classes from '../customer-page.module.css'
import { texts } from '../customers.texts.ts'
import { texts as peopleTexts } from '../people/people.texts.ts'
import { useStanding } from '../use-standing.ts'
import { NameAdministrator } from './name-administrator.tsx'

/** The users of one customer, and a way to name the first where none was named at the creation. */
export function UsersTab({ customer }: { customer: Customer }) {
  const { id, name } = customer
  const [openId, setOpenId] = useState<string | null>(null)
  const [isNaming, setNaming] = useState(false)
  const { permissions, membership } = useMe()
  const { isGrowing, isReadOnly } = useStanding(customer)
  const mayGive = coversRole(new Set(permissions), administratorRole(customer.type))
  const mayName = permissions.includes('customers.update') && mayGive && membership.organization.id !== id && isGrowing
  const add = mayName && customer.contacts.admin === null && (
    <Button leftSection={<IconUserPlus size={16} stroke={1.8} aria-hidden />} onClick={() => setNaming(true)}>
      {peopleTexts.naming.open}
    </Button>
  )
  return (
    <>
      <UserList
        organization={{ id, name }}
        isReadOnly={isReadOnly}
        isHeld={customer.status !== 'active'}
        openId={openId}
        onOpen={setOpenId}
        action={add}
        header={(total, action) => (
          <div className={classes.tabHead}>
            <h2 className={classes.tabTitle}>
              {texts.page.tabs.users}{' '}
              <span className={classes.count}>{total === undefined ? '' : formatTotal(total)}</span>
            </h2>
            {action}
          </div>
        )}
      />
      {isNaming && <NameAdministrator customer={customer} onEnd={() => setNaming(false)} />}
    </>
  )
}
