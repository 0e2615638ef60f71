import { IconListDetails, IconMailForward, IconMailOff, IconUsers } from '@tabler/icons-react'
import { listUsers, type User, userColumns } from '@tenantry/contract/users.ts'
import { type ReactNode, Suspense, useMemo, useState } from 'react'
import { api } from '../../platform/api.ts'
import { useMe, usePermission } from '../../platform/session.tsx'
import { ActionMenu } from '../../ui/action-menu.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { DataTable } from '../../ui/list/data-table.tsx'
import { ListPage } from '../../ui/list/list-page.tsx'
import type { ListFilter } from '../../ui/list/list-search.ts'
import { ListToolbar } from '../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../ui/list/nothing-found.tsx'
import { isBare, useListPages } from '../../ui/list/use-list-pages.ts'
import { useListSearch } from '../../ui/list/use-list-search.ts'
import { useOrganizationOptions } from '../../ui/list/use-organization-options.ts'
import { part } from '../../ui/part.tsx'
import { sendWords } from './invitation-words.ts'
import { SendInvitation } from './send-invitation.tsx'
import { isOnItsWay, useInvitationsOnTheirWay } from './use-invitations-on-their-way.ts'
import { userTableColumns } from './user-columns.tsx'
import { mayWithdraw } from './user-words.ts'
import { usersKey } from './users.api.ts'
import { texts } from './users.texts.ts'
import { WithdrawInvitation } from './withdraw-invitation.tsx'

const UserPanel = part(() => import('./user-panel.tsx'))

const { id: _, ...columnsOfAll } = userColumns
const { organizationId: __, organizationType: ___, ...columnsOfOne } = columnsOfAll

const optionsOfEach = {
  status: Object.entries(texts.statuses).map(([value, label]) => ({ value, label })),
  reach: Object.entries(texts.reaches).map(([value, label]) => ({ value, label })),
  role: texts.roles,
  organizationType: Object.entries(texts.types).map(([value, label]) => ({ value, label })),
}

type Doing = { kind: 'send' | 'withdraw'; user: User } | null

/**
 * Users, invited ones included, with search, conditions and order, and what can be done with them.
 * @param organization shows only this organization's
 * @param isReadOnly nothing can be changed, whatever the role allows
 * @param isHeld nobody may sign in there now, so that invitations wait
 * @param header the heading, given the total and what stands beside it
 * @param action stands in an empty list, else beside the heading
 * @param openId the user whose panel is open, by what `onOpen` was given
 */
export function UserList(props: {
  organization?: { id: string; name: string }
  isReadOnly?: boolean
  isHeld?: boolean
  header: (total: number | null | undefined, action: ReactNode) => ReactNode
  action?: ReactNode
  openId: string | null
  onOpen: (id: string | null) => void
}) {
  const { organization, onOpen } = props
  const columns = organization ? columnsOfOne : columnsOfAll
  const state = useListSearch(columns)
  const query = organization
    ? { ...state.query, filter: { ...state.query.filter, organizationId: { eq: organization.id } } }
    : state.query
  const pages = useListPages<User>([...usersKey, 'list'], query, (page, signal) =>
    api(listUsers, { query: { ...query, ...page } }, { signal }),
  )
  useInvitationsOnTheirWay(pages.rows.some(({ invitation }) => isOnItsWay(invitation)))
  const [doing, setDoing] = useState<Doing>(null)
  const mayChange = usePermission('customers.update') && !props.isReadOnly
  const tableColumns = useMemo(
    () =>
      userTableColumns(!organization, (user) => (
        <RowMenu user={user} mayChange={mayChange} onDo={setDoing} onOpen={onOpen} />
      )),
    [organization, mayChange, onOpen],
  )
  return (
    <>
      <ListPage
        header={props.header(pages.total, isBare(pages, state) === false && props.action)}
        toolbar={
          <ListToolbar
            searchLabel={texts.search}
            columns={columns}
            options={useOptions(organization === undefined, state.query.filter)}
            state={state}
          />
        }
      >
        <DataTable
          label={texts.title}
          columns={tableColumns}
          pages={pages}
          rowKey={({ id }) => id}
          sort={state.sort}
          onToggleSort={state.toggleSort}
          onOpen={({ id }) => onOpen(id)}
          empty={
            state.isFiltered ? (
              <NothingFound onClear={state.clear} />
            ) : (
              <EmptyState
                icon={<IconUsers size={22} stroke={1.6} />}
                title={texts.emptyTitle}
                text={organization ? texts.emptyOf(organization.name) : texts.emptyText}
                action={props.action}
              />
            )
          }
        />
      </ListPage>
      {doing?.kind === 'send' && (
        <SendInvitation user={doing.user} isHeld={props.isHeld ?? false} onEnd={() => setDoing(null)} />
      )}
      {doing?.kind === 'withdraw' && <WithdrawInvitation user={doing.user} onEnd={() => setDoing(null)} />}
      {props.openId && (
        <Suspense>
          <UserPanel
            id={props.openId}
            isReadOnly={props.isReadOnly ?? false}
            onDo={(next) => {
              onOpen(null)
              setDoing(next)
            }}
            onEnd={() => onOpen(null)}
          />
        </Suspense>
      )}
    </>
  )
}

function useOptions(isOfAll: boolean, current: ListFilter | undefined) {
  const organizationId = useOrganizationOptions('organizationId', isOfAll ? { current } : null)
  return useMemo(() => ({ ...optionsOfEach, ...(organizationId ? { organizationId } : {}) }), [organizationId])
}

function RowMenu(props: {
  user: User
  mayChange: boolean
  onDo: (doing: Doing) => void
  onOpen: (id: string) => void
}) {
  const { user, onDo } = props
  const own = new Set(useMe().permissions)
  const isPending = props.mayChange && user.status === 'pending'
  return (
    <ActionMenu
      label={texts.actionsFor(user.name)}
      actions={[
        { label: texts.show, icon: IconListDetails, onClick: () => props.onOpen(user.id) },
        ...(isPending
          ? [{ label: sendWords(user), icon: IconMailForward, onClick: () => onDo({ kind: 'send', user }) }]
          : []),
        ...(isPending && mayWithdraw(own, user)
          ? [
              {
                label: texts.withdrawal.action,
                icon: IconMailOff,
                isDangerous: true,
                onClick: () => onDo({ kind: 'withdraw', user }),
              },
            ]
          : []),
      ]}
    />
  )
}
