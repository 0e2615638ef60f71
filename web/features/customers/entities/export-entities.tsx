import { requestUrl } from '@tenantry/contract/client.ts'
import { entityFileColumns } from '@tenantry/contract/entity-file.ts'
import type { Entity } from '@tenantry/contract/entity-list.ts'
import { exportEntities } from '@tenantry/contract/exports.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { ExportPanel } from '../../../ui/list/export-panel.tsx'
import type { ListState } from '../../../ui/list/use-list-search.ts'
import type { Arranged } from '../../../ui/list/use-table-layout.ts'

/** Columns of the file by those of the table, where they are not called the same. */
const columnsOf: Record<string, string[]> = {
  contact: ['contact.firstName', 'contact.lastName', 'contact.email', 'contact.phone'],
  contactEmail: ['contact.email'],
  contactPhone: ['contact.phone'],
  location: ['location.city', 'location.state', 'location.country'],
  country: ['location.country'],
  city: ['location.city'],
  postalCode: ['location.postalCode'],
  tags: ['tagNames'],
  devices: ['counts.devices'],
}

const known = new Set(entityFileColumns.map(({ path }) => path.join('.')))

/** Takes the entities of a customer out as a file, or those of all. */
export default function ExportEntities(props: {
  customerId: OrganizationId | undefined
  query: ListState['query']
  layout: Arranged<Entity>
}) {
  const { customerId, query, layout } = props
  const { q, filter, sort } = query
  const wanted = ['customerCodes', ...layout.columns.flatMap(({ id }) => columnsOf[id] ?? [id])]
  const shown = [...new Set(wanted)].filter((path) => known.has(path))
  return (
    <ExportPanel
      name="entities"
      shown={shown}
      urlOf={({ sheets: _, ...choice }) =>
        requestUrl(exportEntities, { query: { customerId, q, filter, sort, ...choice } })
      }
    />
  )
}
