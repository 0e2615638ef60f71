import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import type { ComponentProps } from 'react'
import { CardGrid } from '../../ui/list/card-grid.tsx'
import type { RowSelection } from '../../ui/list/row-selection.tsx'
import { CustomerCard } from './customer-card.tsx'

/** Customers as cards; loads when somebody looks at them that way. */
export default function CustomerCards({
  selection,
  ...grid
}: Omit<ComponentProps<typeof CardGrid<CustomerSummary>>, 'card'> & {
  selection: RowSelection<CustomerSummary> | undefined
}) {
  return <CardGrid {...grid} card={(customer) => <CustomerCard customer={customer} selection={selection} />} />
}
