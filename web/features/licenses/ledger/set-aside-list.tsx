import { IconLicense } from '@tabler/icons-react'
import type { LicenseAllotment } from '@tenantry/contract/license-allotments.ts'
import { formatNumber } from '../../../platform/format.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { TableColumn } from '../../../ui/list/columns.ts'
import { DataTable } from '../../../ui/list/data-table.tsx'
import { useAllotments } from './ledger.api.ts'
import classes from './ledger.module.css'
import { texts } from './ledger.texts.ts'
import { OrganizationLink } from './ledger-columns.tsx'

const words = texts.setAside

/**
 * Who has how much set aside of a type: the limits that make up the number.
 * @param of.id null for the provider's pool
 */
export function SetAsideList({ of }: { of: { id: string | null; type: string } }) {
  return (
    <DataTable
      label={words.label}
      isMeasured
      pages={useAllotments(of)}
      rowKey={({ organizationId }) => organizationId}
      columns={columns}
      empty={<EmptyState icon={<IconLicense size={22} stroke={1.6} />} title={words.none} text={words.noneText} />}
    />
  )
}

const columns: TableColumn<LicenseAllotment>[] = [
  {
    id: 'organizationName',
    heading: words.columns.organization,
    isFixed: true,
    cell: (allotment) => (
      <div className={`${classes.words} ${classes.wrapped}`}>
        <div className={classes.name}>
          <OrganizationLink id={allotment.organizationId} name={allotment.organizationName} isProvider={false} />
        </div>
        <div className={classes.below}>{limitText(allotment)}</div>
      </div>
    ),
  },
  {
    id: 'demand',
    heading: words.columns.taken,
    widthPx: 130,
    from: 'narrow',
    align: 'end',
    cell: ({ demand }) => formatNumber(demand),
  },
  {
    id: 'setAside',
    heading: words.columns.setAside,
    widthPx: 110,
    align: 'end',
    cell: ({ setAside }) => <span className={classes.change}>{formatNumber(setAside)}</span>,
  },
]

function limitText({ limit, overage, demand }: LicenseAllotment): string {
  const own = texts.limit(formatNumber(limit))
  const whole = overage === 0 ? own : texts.exceeding(own, formatNumber(overage))
  return demand > limit ? words.above(whole, formatNumber(demand - limit)) : whole
}
