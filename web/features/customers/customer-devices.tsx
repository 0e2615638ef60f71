import type { Customer } from '@tenantry/contract/customers.ts'
import type { ComponentType, ReactNode } from 'react'
import { formatTotal } from '../../platform/format.ts'
import classes from './customer-page.module.css'
import { texts } from './customers.texts.ts'
import type { ChosenOrganization } from './organization-select.tsx'
import { useStanding } from './use-standing.ts'

/** A list of an organization's devices, below a header that says how many there are and what can be done. */
export type Devices = ComponentType<{
  organization: ChosenOrganization
  isReadOnly: boolean
  isGrowing: boolean
  header: (total: number | null | undefined, actions: ReactNode) => ReactNode
}>

/** The devices of one customer. */
export function CustomerDevices({ customer, Devices }: { customer: Customer; Devices: Devices }) {
  const { id, name, type } = customer
  return (
    <Devices
      organization={{ id, name, type }}
      {...useStanding(customer)}
      header={(total, actions) => (
        <div className={classes.tabHead}>
          <h2 className={classes.tabTitle}>
            {texts.page.tabs.devices}{' '}
            <span className={classes.count}>{total === undefined ? '' : formatTotal(total)}</span>
          </h2>
          <div className={classes.tabActions}>{actions}</div>
        </div>
      )}
    />
  )
}
