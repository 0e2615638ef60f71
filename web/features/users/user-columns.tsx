import type { User } from '@tenantry/contract/users.ts'
import { formatAgo, formatDateTime } from '../../platform/format.ts'
import { InitialsLogo } from '../../ui/initials-logo.tsx'
import type { TableColumn } from '../../ui/list/columns.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { userTones } from './user-words.ts'
import classes from './users.module.css'
import { texts } from './users.texts.ts'

const words = texts.columns

/** The columns of the table of users. */
export const userTableColumns: readonly TableColumn<User>[] = [
  { id: 'name', heading: words.name, isSortable: true, cell: (user) => <NameCell user={user} /> },
  {
    id: 'status',
    heading: words.status,
    widthPx: 130,
    cell: ({ status }) => <StatusDot tone={userTones[status]}>{texts.statuses[status]}</StatusDot>,
  },
  { id: 'role', heading: words.role, widthPx: 190, from: 'narrow', cell: ({ role }) => role.name },
  {
    id: 'reach',
    heading: words.reach,
    widthPx: 260,
    from: 'medium',
    cell: ({ reach }) => <span className={classes.dim}>{texts.reaches[reach]}</span>,
  },
  {
    id: 'createdAt',
    heading: words.createdAt,
    isSortable: true,
    widthPx: 132,
    from: 'wide',
    cell: ({ createdAt }) => (
      <time className={classes.dim} dateTime={createdAt} title={formatDateTime(createdAt)}>
        {formatAgo(createdAt)}
      </time>
    ),
  },
]

function NameCell({ user }: { user: User }) {
  return (
    <div className={classes.name}>
      <InitialsLogo name={user.name} />
      <div className={classes.words}>
        <div className={classes.nameText}>{user.name}</div>
        <div className={classes.email}>{user.email}</div>
      </div>
    </div>
  )
}
