import type { Customer } from '@tenantry/contract/customers.ts'
import { formatTotal } from '../../../platform/format.ts'
import { usePermission } from '../../../platform/session.tsx'
import classes from '../customer-page.module.css'
import { useStanding } from '../use-standing.ts'
import { texts } from './entities.texts.ts'
import { EntityList } from './entity-list.tsx'

/** The entities of a customer, with what can be done with them. */
export function EntitiesTab({ customer }: { customer: Customer }) {
  const { isGrowing, isReadOnly } = useStanding(customer)
  const mayEdit = usePermission('customers.update') && !isReadOnly
  return (
    <EntityList
      customer={customer}
      mayEdit={mayEdit}
      mayAdd={mayEdit && isGrowing}
      header={(total, actions) => (
        <div className={classes.tabHead}>
          <h2 className={classes.tabTitle}>
            {texts.title} <span className={classes.count}>{total === undefined ? '' : formatTotal(total)}</span>
          </h2>
          <div className={classes.tabActions}>{actions}</div>
        </div>
      )}
    />
  )
}
