import { useMediaQuery } from '@mantine/hooks'
import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import { usePermission } from '../../../platform/session.tsx'
import { useFullest } from './fullest.api.ts'
import classes from './fullest.module.css'
import { FullestBar } from './fullest-bar.tsx'

/** Wider than any table that has no room for the column, which the styles decide: nothing is asked twice there. */
const small = '(max-width: 48em)'

/** The fullest license of a customer below its name, where a phone's table has no room for a column of it (IF7). */
export default function FullestBeside({ customer }: { customer: CustomerSummary }) {
  const isSmall = useMediaQuery(small, undefined, { getInitialValueInEffect: false })
  const readsLicenses = usePermission('licenses.read')
  return isSmall && readsLicenses ? <Beside customer={customer} /> : null
}

function Beside({ customer }: { customer: CustomerSummary }) {
  const [license] = useFullest(customer.id)?.types ?? []
  return (
    license && (
      <div className={classes.beside}>
        <FullestBar customerId={customer.id} license={license} />
      </div>
    )
  )
}
