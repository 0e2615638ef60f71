import { requestUrl } from '@tenantry/contract/client.ts'
import { deviceFileColumns } from '@tenantry/contract/device-file.ts'
import type { Device } from '@tenantry/contract/devices.ts'
import { exportDevices } from '@tenantry/contract/exports.ts'
import { ExportPanel } from '../../ui/list/export-panel.tsx'
import type { ListState } from '../../ui/list/use-list-search.ts'
import type { Arranged } from '../../ui/list/use-table-layout.ts'

/** Columns of the file by those of the table, where they are not called the same. */
const columnsOf: Record<string, string[]> = {
  organizationId: ['customerCodes', 'organizationName'],
  entityId: ['entityName'],
  userId: ['userName', 'userEmail'],
  addresses: ['ipAddresses', 'macAddresses'],
  monitors: ['monitorsAvailability', 'monitorsPerformance'],
  tags: ['tagNames'],
}

const known = new Set(deviceFileColumns.map(({ path }) => path.join('.')))

/** Takes the list of devices out as a file. */
export default function ExportDevices(props: { query: ListState['query']; layout: Arranged<Device> }) {
  const { q, filter, sort } = props.query
  const shown = [...new Set(props.layout.columns.flatMap(({ id }) => columnsOf[id] ?? [id]))].filter((path) =>
    known.has(path),
  )
  return (
    <ExportPanel
      name="devices"
      shown={shown}
      urlOf={({ sheets: _, ...choice }) => requestUrl(exportDevices, { query: { q, filter, sort, ...choice } })}
    />
  )
}
