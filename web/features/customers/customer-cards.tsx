import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import type { ComponentProps } from 'react'
import { CardGrid } from '../../ui/list/card-grid.tsx'
import { CustomerCard } from './customer-card.tsx'

/** Customers as cards; loads when somebody looks at them that way. */
export default function CustomerCards(props: Omit<ComponentProps<typeof CardGrid<CustomerSummary>>, 'card'>) {
  return <CardGrid {...props} card={(customer) => <CustomerCard customer={customer} />} />
}
