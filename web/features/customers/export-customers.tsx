import { requestUrl } from '@tenantry/contract/client.ts'
import { customerFileColumns } from '@tenantry/contract/customer-file.ts'
import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import { exportCustomers } from '@tenantry/contract/exports.ts'
import { ExportPanel } from '../../ui/list/export-panel.tsx'
import type { ListState } from '../../ui/list/use-list-search.ts'
import type { Arranged } from '../../ui/list/use-table-layout.ts'

/** Columns of the file by those of the table, where they are not called the same; what has none is left out. */
const columnsOf: Record<string, string[]> = {
  parentId: ['parentCodes'],
  location: ['location.city', 'location.state', 'location.country'],
  country: ['location.country'],
  state: ['location.state'],
  city: ['location.city'],
  postalCode: ['location.postalCode'],
  region: ['location.region'],
  line1: ['location.line1'],
  plan: ['plan.kind'],
  planExpiresOn: ['plan.expiresOn'],
  tags: ['tagNames'],
  devices: ['counts.devices'],
  users: ['counts.users'],
  entities: ['counts.entities'],
}

const known = new Set(customerFileColumns([]).map(({ path }) => path.join('.')))

/** Takes the list of customers out as a file. */
export default function ExportCustomers(props: { query: ListState['query']; layout: Arranged<CustomerSummary> }) {
  const { q, filter, sort } = props.query
  const wanted = props.layout.columns.flatMap(({ id }) => columnsOf[id] ?? [id])
  // The code names it when the file comes back; boxes and menus are nothing to take along.
  const shown = [...new Set(['name', 'code', ...wanted])].filter((path) => known.has(path))
  return (
    <ExportPanel
      name="customers"
      shown={shown}
      sheets={['entities', 'contacts']}
      urlOf={(choice) => requestUrl(exportCustomers, { query: { q, filter, sort, ...choice } })}
    />
  )
}
