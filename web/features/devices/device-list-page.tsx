import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'

export function DeviceListPage() {
  useTrail({ label: 'Devices' })
  return <PageHeader title="Devices" />
}
