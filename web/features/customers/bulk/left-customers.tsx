import type { BulkChangePreview } from '@tenantry/contract/bulk-changes.ts'
import { formatNumber } from '../../../platform/format.ts'
import classes from './bulk.module.css'
import { texts } from './bulk.texts.ts'

/** Customers that are left as they are, by reason, with their names on demand. */
export function LeftCustomers({ left }: { left: BulkChangePreview['left'] }) {
  const refused = left.filter(({ code }) => code !== 'same')
  if (refused.length === 0) return null
  return (
    <ul className={classes.reasons}>
      {refused.map(({ code, message, count, customers }) => (
        <li key={code}>
          <details>
            <summary>
              {texts.customers(formatNumber(count), count === 1)}: {message}
            </summary>
            <p className={classes.names}>{namesText(customers, count)}</p>
          </details>
        </li>
      ))}
    </ul>
  )
}

/** Names, and how many more there are. */
export function namesText(customers: readonly { name: string }[], count: number): string {
  return texts.panel.named(customers.map(({ name }) => name).join(', '), count - customers.length)
}
