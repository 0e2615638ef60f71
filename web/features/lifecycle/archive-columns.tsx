import { Link } from '@tanstack/react-router'
import type { ArchivedCustomer } from '@tenantry/contract/lifecycle.ts'
import { formatAgo, formatDate } from '../../platform/format.ts'
import { ActionMenu } from '../../ui/action-menu.tsx'
import type { TableColumn } from '../../ui/list/columns.ts'
import { typeWords } from '../customers/public.ts'
import classes from './archive.module.css'
import { texts } from './lifecycle.texts.ts'
import { useLifecycleActions } from './use-lifecycle-actions.ts'

const words = texts.archive.columns

/** The columns of the archive. */
export const archiveColumns: readonly TableColumn<ArchivedCustomer>[] = [
  { id: 'name', heading: words.name, isSortable: true, cell: (customer) => <NameCell customer={customer} /> },
  { id: 'type', heading: words.type, widthPx: 110, from: 'medium', cell: ({ type }) => typeWords[type] },
  { id: 'parentName', heading: words.parent, widthPx: 180, from: 'narrow', cell: ({ parentName }) => parentName ?? '' },
  {
    id: 'archivedAt',
    heading: words.archivedAt,
    widthPx: 140,
    from: 'medium',
    cell: ({ archivedAt }) => (archivedAt ? formatDate(archivedAt) : ''),
  },
  {
    id: 'archivedUntil',
    heading: words.archivedUntil,
    isSortable: true,
    widthPx: 130,
    cell: ({ archivedUntil }) =>
      archivedUntil ? (
        <time dateTime={archivedUntil} title={formatDate(archivedUntil)}>
          {formatAgo(archivedUntil)}
        </time>
      ) : (
        texts.archive.never
      ),
  },
  {
    id: 'actions',
    heading: words.actions,
    isHeadingHidden: true,
    align: 'end',
    widthPx: 72,
    cell: (customer) => <RowMenu customer={customer} />,
  },
]

function NameCell({ customer: { id, name, code } }: { customer: ArchivedCustomer }) {
  return (
    <div className={classes.name}>
      <Link
        to="/customers/$id"
        params={{ id }}
        className={classes.link}
        tabIndex={-1}
        title={name}
        dir="auto"
        data-name
      >
        {name}
      </Link>
      <div className={classes.code}>{code}</div>
    </div>
  )
}

function RowMenu({ customer: { id, name } }: { customer: ArchivedCustomer }) {
  const actions = useLifecycleActions({ id, status: 'archived' })
  return actions.length > 0 && <ActionMenu label={texts.archive.actionsFor(name)} actions={actions} />
}
