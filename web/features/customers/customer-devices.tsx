import type { Customer } from '@tenantry/contract/customers.ts'
import { formatTotal } from '../../platform/format.ts'
import { DeviceList } from '../devices/public.ts'
import classes from './customer-page.module.css'
import { isReadOnly } from './customer-words.ts'
import { texts } from './customers.texts.ts'

/** The devices of one customer. */
export function CustomerDevices({ customer }: { customer: Customer }) {
  const { id, name, type } = customer
  return (
    <DeviceList
      organization={{ id, name, type }}
      isReadOnly={isReadOnly(customer)}
      header={(total, add) => (
        <div className={classes.tabHead}>
          <h2 className={classes.tabTitle}>
            {texts.page.tabs.devices}{' '}
            <span className={classes.count}>{total === undefined ? '' : formatTotal(total)}</span>
          </h2>
          {add}
        </div>
      )}
    />
  )
}
