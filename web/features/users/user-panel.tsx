import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { MembershipId } from '@tenantry/contract/ids.ts'
import type { User, UserDetails } from '@tenantry/contract/users.ts'
import { useState } from 'react'
import { formatDateTime } from '../../platform/format.ts'
import { leadToHeldField } from '../../platform/held-page.ts'
import { useMe, usePermission } from '../../platform/session.tsx'
import { texts as frameTexts } from '../../platform/texts.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { uppermost } from '../../ui/is-uppermost.ts'
import { LeaveQuestion, useLeaving } from '../../ui/leave-question.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { AssignedList } from './assigned-list.tsx'
import { sendWords } from './invitation-words.ts'
import { type ReadUser, useAssignments } from './use-assignments.ts'
import { Organization, roleName, UserStatus } from './user-columns.tsx'
import { mayWithdraw } from './user-words.ts'
import { userQuery } from './users.api.ts'
import classes from './users.module.css'
import { texts } from './users.texts.ts'

const words = texts.panel

interface PanelProps {
  id: string
  /** Nothing can be changed, whatever the role allows. */
  isReadOnly: boolean
  /** Begins what can be done about the invitation of a user who is not in yet. */
  onDo: (doing: { kind: 'send' | 'withdraw'; user: User }) => void
  onEnd: () => void
}

/** A user at the side of the list, with what the user looks after. */
export default function UserPanel({ id, isReadOnly, onDo, onEnd }: PanelProps) {
  useFocusReturn()
  const isId = MembershipId.safeParse(id).success
  const read = useQuery({ ...userQuery(id), enabled: isId, refetchOnWindowFocus: false })
  const [known, setKnown] = useState<ReadUser | null>(null)
  // The first answer stays: a later one may not take what was changed in the form away.
  if (known?.data.id !== id && read.data && read.isFetchedAfterMount && !read.isFetching) setKnown(read.data)
  if (known?.data.id === id)
    return <KnownUser key={id} known={known} isReadOnly={isReadOnly} onDo={onDo} onEnd={onEnd} />
  const isGone = !isId || (read.error instanceof ApiError && read.error.code === 'not_found')
  return (
    <SidePanel opened onClose={onEnd} title={isGone ? frameTexts.notFound.heading : texts.columns.name}>
      {isGone && <p className={classes.lead}>{frameTexts.notFound.advice}</p>}
      {!isGone && read.isError && <ErrorState error={read.error} onRetry={() => void read.refetch()} />}
      {!isGone && !read.isError && <FieldsSkeleton count={6} />}
    </SidePanel>
  )
}

function KnownUser({ known, isReadOnly, onDo, onEnd }: { known: ReadUser } & Omit<PanelProps, 'id'>) {
  const user = known.data
  const mayUpdate = usePermission('customers.update') && !isReadOnly
  const assignments = useAssignments(known, onEnd)
  const mayAssign = mayUpdate && isAssignable(user)
  const leaving = useLeaving(assignments, onEnd)
  return (
    <>
      <SidePanel
        opened
        onClose={leaving.ask}
        title={user.name}
        subtitle={user.email}
        footer={
          mayUpdate && user.status === 'pending' ? (
            <InvitationButtons user={user} onDo={onDo} />
          ) : (
            mayAssign && (
              <>
                <Button variant="default" disabled={assignments.isBusy} onClick={leaving.ask}>
                  {words.cancel}
                </Button>
                <Button loading={assignments.isBusy} onClick={() => leadToHeldField(uppermost()) || assignments.save()}>
                  {words.save}
                </Button>
              </>
            )
          )
        }
      >
        <div className={classes.stack}>
          <UserFacts user={user} />
          {(mayAssign || user.assignedOrganizations.length > 0) && (
            <section aria-label={words.assigned} className={classes.assigned}>
              <h3 className={classes.sectionTitle}>
                {words.assigned} <span className={classes.count}>{assignments.list.length}</span>
              </h3>
              <p className={classes.hint}>{words.assignedHint[user.reach]}</p>
              <FormError>{assignments.failure}</FormError>
              <AssignedList userId={user.id} assignments={assignments} mayAssign={mayAssign} />
            </section>
          )}
        </div>
      </SidePanel>
      <LeaveQuestion leaving={leaving} inAddress="user" />
    </>
  )
}

function InvitationButtons({ user, onDo }: { user: User } & Pick<PanelProps, 'onDo'>) {
  const own = new Set(useMe().permissions)
  return (
    <>
      {mayWithdraw(own, user) && (
        <Button variant="default" onClick={() => onDo({ kind: 'withdraw', user })}>
          {texts.withdrawal.action}
        </Button>
      )}
      <Button onClick={() => onDo({ kind: 'send', user })}>{sendWords(user)}</Button>
    </>
  )
}

/** Active people of the provider and of partners look after what lies below them. */
function isAssignable({ status, organizationType }: User): boolean {
  return status === 'active' && (organizationType === 'provider' || organizationType === 'partner')
}

function UserFacts({ user }: { user: UserDetails }) {
  return (
    <dl className={classes.facts}>
      <dt>{texts.columns.organization}</dt>
      <dd>
        <Organization user={user} />
      </dd>
      <dt>{texts.columns.status}</dt>
      <dd>
        <UserStatus user={user} />
      </dd>
      {user.invitation?.isInOutbox && (
        <>
          <dt>{words.mailOf}</dt>
          <dd>{texts.invitation.inOutboxWhy}</dd>
        </>
      )}
      {user.invitation?.expiresAt && (
        <>
          <dt>{words.link}</dt>
          <dd>{texts.invitation.validUntil(formatDateTime(user.invitation.expiresAt))}</dd>
        </>
      )}
      <dt>{texts.columns.role}</dt>
      <dd>{roleName(user.role)}</dd>
      <dt>{texts.columns.reach}</dt>
      <dd>{texts.reaches[user.reach]}</dd>
      <dt>{words.login}</dt>
      <dd>{user.email}</dd>
      {user.communicationEmail && (
        <>
          <dt>{words.mail}</dt>
          <dd>{user.communicationEmail}</dd>
        </>
      )}
      <dt>{words.added}</dt>
      <dd>{formatDateTime(user.createdAt)}</dd>
    </dl>
  )
}
