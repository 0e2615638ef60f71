import { Link } from '@tanstack/react-router'
import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import { formatAgo, formatDateTime, formatNumber } from '../../platform/format.ts'
import { InitialsLogo } from '../../ui/initials-logo.tsx'
import type { TableColumn } from '../../ui/list/columns.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { CustomerRowMenu } from './customer-row-menu.tsx'
import { placeText, statusTones } from './customer-words.ts'
import { texts } from './customers.texts.ts'
import classes from './list.module.css'

const words = texts.list.columns

function count(id: 'devices' | 'users' | 'entities', from: 'narrow' | 'wide'): TableColumn<CustomerSummary> {
  return {
    id,
    heading: words[id],
    isSortable: true,
    align: 'end',
    widthPx: 80,
    from,
    cell: (customer) => formatNumber(customer.counts[id]),
  }
}

/** The columns of the table of customers. */
export const tableColumns: readonly TableColumn<CustomerSummary>[] = [
  { id: 'name', heading: words.name, isSortable: true, cell: (customer) => <NameCell customer={customer} /> },
  {
    id: 'status',
    heading: words.status,
    isSortable: true,
    widthPx: 116,
    from: 'narrow',
    cell: ({ status }) => <StatusDot tone={statusTones[status]}>{texts.statuses[status]}</StatusDot>,
  },
  {
    id: 'parentName',
    heading: words.below,
    widthPx: 168,
    from: 'medium',
    cell: ({ parentName }) => (
      <span className={classes.oneLine} title={parentName ?? undefined}>
        {parentName ?? ''}
      </span>
    ),
  },
  {
    id: 'country',
    heading: words.location,
    isSortable: true,
    widthPx: 176,
    from: 'narrow',
    cell: ({ location }) => <span className={classes.oneLine}>{placeText(location)}</span>,
  },
  count('devices', 'narrow'),
  count('users', 'wide'),
  count('entities', 'wide'),
  {
    id: 'updatedAt',
    heading: words.updatedAt,
    isSortable: true,
    widthPx: 128,
    from: 'medium',
    cell: ({ updatedAt }) => (
      <time className={classes.dim} dateTime={updatedAt} title={formatDateTime(updatedAt)}>
        {formatAgo(updatedAt)}
      </time>
    ),
  },
  {
    id: 'actions',
    heading: words.actions,
    isHeadingHidden: true,
    align: 'end',
    widthPx: 72,
    cell: (customer) => <CustomerRowMenu customer={customer} />,
  },
]

function NameCell({ customer }: { customer: CustomerSummary }) {
  // Most are customers; what else there is stands out.
  const type = customer.type === 'customer' ? null : texts.types[customer.type]
  return (
    <div className={classes.name}>
      <InitialsLogo name={customer.name} />
      <div className={classes.words}>
        <Link
          to="/customers/$id"
          params={{ id: customer.id }}
          className={classes.nameLink}
          tabIndex={-1}
          title={customer.name}
        >
          {customer.name}
        </Link>
        <div className={classes.code}>
          {[customer.code, type].filter(Boolean).join(' · ')}
          <span className={classes.statusBelow}>
            <StatusDot tone={statusTones[customer.status]}>{texts.statuses[customer.status]}</StatusDot>
          </span>
        </div>
      </div>
    </div>
  )
}
