import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { formatTotal } from '../../platform/format.ts'
import { usePermission } from '../../platform/session.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { UserList } from './user-list.tsx'
import { texts } from './users.texts.ts'

const route = getRouteApi('/frame/users')

/** All users that the person may see, the one whose panel is open in the address; not there for whom users are not. */
export function UserListPage() {
  return usePermission('users.read') ? <Users /> : <NotFoundPage />
}

function Users() {
  useTrail({ label: texts.title })
  const { user } = route.useSearch()
  const mayName = usePermission('customers.update')
  const navigate = route.useNavigate()
  const open = useCallback(
    (id: string | null) =>
      void navigate({ search: (before) => ({ ...before, user: id ?? undefined }), replace: id === null }),
    [navigate],
  )
  return (
    <UserList
      openId={user ?? null}
      onOpen={open}
      header={(total) => (
        <PageHeader
          title={texts.title}
          beside={total === undefined ? null : formatTotal(total)}
          below={mayName && texts.comeIn}
        />
      )}
    />
  )
}
