import { CustomerListPage } from './features/customers/customer-list-page.tsx'
import { part } from './ui/part.tsx'

const Tree = part(async () => ({ default: (await import('./features/organizations/tree-view.tsx')).TreeView }))

/** The list of customers with what other rooms show on it. */
export function WholeCustomerListPage() {
  return <CustomerListPage Tree={Tree} />
}
