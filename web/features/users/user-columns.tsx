import { Link } from '@tanstack/react-router'
import type { User } from '@tenantry/contract/users.ts'
import type { ReactNode } from 'react'
import { formatAgo, formatDateTime } from '../../platform/format.ts'
import { InitialsLogo } from '../../ui/initials-logo.tsx'
import type { TableColumn } from '../../ui/list/columns.ts'
import below from '../../ui/list/customer-below.module.css'
import { useRowStop } from '../../ui/list/row-stop.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { invitationText } from './invitation-words.ts'
import { userTones } from './user-words.ts'
import classes from './users.module.css'
import { texts } from './users.texts.ts'

const words = texts.columns

const organization: TableColumn<User> = {
  id: 'organizationId',
  heading: words.organization,
  widthPx: 220,
  from: 'narrow',
  cell: (user) => <Organization user={user} />,
}

const added: TableColumn<User> = {
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
}

/**
 * The columns of the table of users.
 * @param isOfAll shows the organization of each
 * @param actions draws the menu of a row; null where nothing can be done
 */
export function userTableColumns(
  isOfAll: boolean,
  actions: ((user: User) => ReactNode) | null,
): readonly TableColumn<User>[] {
  return [
    { id: 'name', heading: words.name, isSortable: true, cell: (user) => <NameCell user={user} isOfAll={isOfAll} /> },
    ...(isOfAll ? [organization] : []),
    { id: 'status', heading: words.status, widthPx: 172, from: 'narrow', cell: (user) => <UserStatus user={user} /> },
    {
      id: 'role',
      heading: words.role,
      widthPx: 180,
      // Beside the organizations of all, a name and its email would have too little room.
      from: isOfAll ? 'medium' : 'narrow',
      cell: ({ role }) => roleName(role),
    },
    {
      id: 'reach',
      heading: words.reach,
      widthPx: isOfAll ? 204 : 260,
      from: isOfAll ? 'wide' : 'medium',
      cell: ({ reach }) => <span className={classes.dim}>{texts.reaches[reach]}</span>,
    },
    ...(isOfAll ? [] : [added]),
    ...(actions
      ? [
          {
            id: 'actions',
            heading: texts.actions,
            isHeadingHidden: true,
            align: 'end' as const,
            widthPx: 72,
            cell: actions,
          },
        ]
      : []),
  ]
}

function NameCell({ user, isOfAll }: { user: User; isOfAll: boolean }) {
  return (
    <div className={classes.name}>
      <span className={classes.logo}>
        <InitialsLogo name={user.name} />
      </span>
      <div className={classes.words}>
        <div className={classes.nameText} title={user.name} dir="auto" data-name>
          {user.name}
        </div>
        <div className={classes.email} title={user.email}>
          <span className={classes.statusBeside}>
            <StatusDot tone={userTones[user.status]}>{texts.statuses[user.status]}</StatusDot>
          </span>
          {user.email}
        </div>
        {isOfAll && (
          <div className={below.customerBelow}>
            <Organization user={user} />
          </div>
        )}
      </div>
    </div>
  )
}

/** How a user stands, and below it the invitation of one who is not in yet. */
export function UserStatus({ user }: { user: User }) {
  const { status, invitation } = user
  const text = invitationText(user)
  return (
    <>
      <StatusDot tone={userTones[status]}>{texts.statuses[status]}</StatusDot>
      {text && (
        <div
          className={classes.invitation}
          title={invitation?.expiresAt ? texts.invitation.validUntil(formatDateTime(invitation.expiresAt)) : undefined}
        >
          {text}
        </div>
      )}
    </>
  )
}

/** What a role is called; of one that somebody out of sight has made, that it is one. */
export const roleName = ({ name }: User['role']): string => name || texts.otherRole

/** The organization of a user with the way there; the provider itself has no page. */
export function Organization({ user }: { user: User }) {
  const { organizationId, organizationName, organizationType } = user
  const stop = useRowStop()
  if (organizationType === 'provider') return <span>{organizationName}</span>
  return (
    <Link
      to="/customers/$id/$tab"
      params={{ id: organizationId, tab: 'users' }}
      className={classes.link}
      title={organizationName}
      {...stop}
    >
      {organizationName}
    </Link>
  )
}
