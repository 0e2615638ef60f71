import type { Customer } from '@tenantry/contract/customers.ts'
import { formatTotal } from '../../platform/format.ts'
import { UserList } from '../users/public.ts'
import classes from './customer-page.module.css'
import { texts } from './customers.texts.ts'

/** The users of one customer. */
export function CustomerUsers({ customer }: { customer: Customer }) {
  const { id, name } = customer
  return (
    <UserList
      organization={{ id, name }}
      header={(total) => (
        <div className={classes.tabHead}>
          <h2 className={classes.tabTitle}>
            {texts.page.tabs.users}{' '}
            <span className={classes.count}>{total === undefined ? '' : formatTotal(total)}</span>
          </h2>
        </div>
      )}
    />
  )
}
