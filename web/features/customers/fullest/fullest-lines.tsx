import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import { useFullest } from './fullest.api.ts'
import classes from './fullest.module.css'
import { texts } from './fullest.texts.ts'
import { FullestBar } from './fullest-bar.tsx'

const mostBars = 2

/** The fullest licenses of a customer, on its card (IF7); takes the same room whatever there is to show. */
export function FullestLines({ customer }: { customer: CustomerSummary }) {
  const told = useFullest(customer.id)
  const types = told?.types ?? []
  return (
    <div className={classes.lines}>
      {types.slice(0, mostBars).map((license) => (
        <FullestBar key={license.type} customerId={customer.id} license={license} />
      ))}
      {types.length === 0 && told?.mode === 'unlimited' && customer.type !== 'division' && (
        <span className={classes.none}>{texts.licensesUnlimited}</span>
      )}
    </div>
  )
}
