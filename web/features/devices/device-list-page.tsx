import { getRouteApi } from '@tanstack/react-router'
import { formatTotal } from '../../platform/format.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { DeviceList } from './device-list.tsx'
import { texts } from './devices.texts.ts'

const route = getRouteApi('/frame/devices')

/** All devices that the person may see. */
export function DeviceListPage() {
  useTrail({ label: texts.title })
  return (
    <DeviceList
      showsAll={route.useSearch().all ?? false}
      header={(total, actions) => (
        <PageHeader title={texts.title} beside={total === undefined ? null : formatTotal(total)} actions={actions} />
      )}
    />
  )
}
