import type { Customer } from '@tenantry/contract/customers.ts'
import classes from '../customer-page.module.css'
import { CompanyCard } from './company-card.tsx'
import { Counts, PlanCard } from './overview-tab.tsx'

/** What an organization is and has, one below the other, for a narrow panel. */
export function AccountInfo({ customer }: { customer: Customer }) {
  return (
    <div className={classes.column}>
      <Counts customer={customer} />
      <CompanyCard customer={customer} />
      <PlanCard customer={customer} />
    </div>
  )
}
