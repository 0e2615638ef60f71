import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'

export function CustomerListPage() {
  useTrail({ label: 'Customers' })
  return <PageHeader title="Customers" />
}
