import { requestUrl } from '@tenantry/contract/client.ts'
import { exportLicenseLedger } from '@tenantry/contract/exports.ts'
import { useIsHouse } from '../../../platform/session.tsx'
import { ExportPanel } from '../../../ui/list/export-panel.tsx'
import type { ListState } from '../../../ui/list/use-list-search.ts'

/** What the table tells, some of it in one cell. */
const inTable = [
  'happenedAt',
  'organizationName',
  'typeName',
  'kind',
  'count',
  'usedAfter',
  'limitAfter',
  'overageAfter',
  'subject.name',
  'reason',
]

/** Takes the ledger out as a file. */
export default function ExportLedger(props: { query: ListState['query'] }) {
  const { q, filter, sort } = props.query
  // Who did it is told to no customer's own people.
  const shown = useIsHouse() ? [...inTable, 'actorName'] : inTable
  return (
    <ExportPanel
      name="license-ledger"
      shown={shown}
      urlOf={({ sheets: _, ...choice }) => requestUrl(exportLicenseLedger, { query: { q, filter, sort, ...choice } })}
    />
  )
}
