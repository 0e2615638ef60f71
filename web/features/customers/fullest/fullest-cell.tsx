import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import { useFullest } from './fullest.api.ts'
import classes from './fullest.module.css'
import { texts } from './fullest.texts.ts'
import { FullestBar } from './fullest-bar.tsx'

/** The fullest license of a customer, in a row of the list (IF7); loads after the rows, and asks after them. */
export default function FullestCell({ customer }: { customer: CustomerSummary }) {
  const told = useFullest(customer.id)
  const [license] = told?.types ?? []
  if (license) return <FullestBar customerId={customer.id} license={license} />
  // A division draws on what its enterprise may use.
  if (told?.mode !== 'unlimited' || customer.type === 'division') return null
  return <span className={classes.none}>{texts.unlimited}</span>
}
