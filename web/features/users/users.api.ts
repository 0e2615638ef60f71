import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { listOrganizations } from '@tenantry/contract/organizations.ts'
import { getUser, listUsers, type User } from '@tenantry/contract/users.ts'
import { api } from '../../platform/api.ts'
import { queryClient } from '../../platform/query.ts'

/** A user as pickers and cards show one. */
export type KnownUser = Pick<User, 'id' | 'name' | 'email'>

/** Everything read under this key is about users. */
export const usersKey = ['users'] as const

/** For which customer users are picked: one that exists, or one that is yet to be added below an organization. */
export type PickedFor = { assignableTo: string } | { assignableBelow: string | undefined }

/** Users who may look after a customer or sell to it, found by name or email. */
export const userSearchQuery = (pickedFor: PickedFor, q: string) =>
  queryOptions({
    queryKey: [...usersKey, 'search', pickedFor, q],
    queryFn: async ({ signal }): Promise<KnownUser[]> => {
      const query = { ...pickedFor, ...(q === '' ? {} : { q }), sort: 'name', limit: 30 }
      return remember((await api(listUsers, { query }, { signal })).data.items)
    },
  })

/** A user with the ETag that a change has to name; read anew whenever it is shown. */
export const userQuery = (id: string) =>
  queryOptions({
    queryKey: [...usersKey, 'details', id],
    queryFn: ({ signal }) => api(getUser, { params: { id } }, { signal }),
    staleTime: 0,
  })

/** Organizations that a user may look after, found by name or code. */
export const assignableQuery = (id: string, q: string) =>
  queryOptions({
    queryKey: [...usersKey, 'assignable', id, q],
    queryFn: async ({ signal }) => {
      const query = { assignableUser: id, ...(q === '' ? {} : { q }), sort: 'name', limit: 30 }
      return (await api(listOrganizations, { query }, { signal })).data.items
    },
  })

/** Has users, the customers that show them, and what the audit log tells of them read again. */
export function usersChanged(queryClient: QueryClient): void {
  for (const key of [usersKey, ['customers'], ['onboarding'], ['audit-events']] as const)
    void queryClient.invalidateQueries({ queryKey: key })
}

const userKey = (id: string) => [...usersKey, 'one', id] as const

/** Keeps what is known of users, so that a chosen one has a name wherever it is shown. */
function remember(users: readonly KnownUser[]): KnownUser[] {
  for (const user of users) queryClient.setQueryData<KnownUser>(userKey(user.id), user)
  return [...users]
}

/** What is known by now of users, by their ids; for words outside of components. */
export function knownUsers(ids: readonly string[]): KnownUser[] {
  return ids.flatMap((id) => queryClient.getQueryData<KnownUser>(userKey(id)) ?? [])
}

/** Users by their ids; those that the person may not see are not among them. */
export function useUsers(ids: readonly string[]): { users: KnownUser[]; isPending: boolean } {
  const known = knownUsers(ids)
  const isUnknown = known.length < ids.length
  const { data, isPending } = useQuery({
    queryKey: [...usersKey, 'named', [...ids].sort()],
    queryFn: async ({ signal }) => {
      const query = { filter: { id: { in: [...ids] } }, limit: 200 }
      return remember((await api(listUsers, { query }, { signal })).data.items)
    },
    enabled: isUnknown,
  })
  return { users: isUnknown ? (data ?? known) : known, isPending: isUnknown && isPending }
}
