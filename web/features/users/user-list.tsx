import { IconUsers } from '@tabler/icons-react'
import { listUsers, type User, userColumns } from '@tenantry/contract/users.ts'
import type { ReactNode } from 'react'
import { api } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { DataTable } from '../../ui/list/data-table.tsx'
import { ListPage } from '../../ui/list/list-page.tsx'
import { ListToolbar } from '../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../ui/list/nothing-found.tsx'
import { useListPages } from '../../ui/list/use-list-pages.ts'
import { useListSearch } from '../../ui/list/use-list-search.ts'
import { userTableColumns } from './user-columns.tsx'
import { usersKey } from './users.api.ts'
import { texts } from './users.texts.ts'

const { name, email, status, role, reach, createdAt } = userColumns
const columns = { name, email, status, role, reach, createdAt }

const options = {
  status: Object.entries(texts.statuses).map(([value, label]) => ({ value, label })),
  reach: Object.entries(texts.reaches).map(([value, label]) => ({ value, label })),
  role: texts.roles,
}

/**
 * The users of one organization, invited ones included, with search, conditions and order.
 * @param header the heading, given the total
 */
export function UserList(props: {
  organization: { id: string; name: string }
  header: (total: number | null | undefined) => ReactNode
}) {
  const { organization } = props
  const state = useListSearch(columns)
  const query = { ...state.query, filter: { ...state.query.filter, organizationId: { eq: organization.id } } }
  const pages = useListPages<User>([...usersKey, 'list', query], (page, signal) =>
    api(listUsers, { query: { ...query, ...page } }, { signal }),
  )
  return (
    <ListPage
      header={props.header(pages.total)}
      toolbar={<ListToolbar searchLabel={texts.search} columns={columns} options={options} state={state} />}
    >
      <DataTable
        label={texts.title}
        columns={userTableColumns}
        pages={pages}
        rowKey={({ id }) => id}
        sort={state.sort}
        onToggleSort={state.toggleSort}
        empty={
          state.isFiltered ? (
            <NothingFound onClear={state.clear} />
          ) : (
            <EmptyState
              icon={<IconUsers size={22} stroke={1.6} />}
              title={texts.emptyTitle}
              text={texts.emptyOf(organization.name)}
            />
          )
        }
      />
    </ListPage>
  )
}
