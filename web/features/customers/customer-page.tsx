import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'

export function CustomerPage() {
  useTrail({ label: 'Customer' })
  return <PageHeader title="Customer" />
}
