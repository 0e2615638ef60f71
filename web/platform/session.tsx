import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { getMe, type Me } from '@tenantry/contract/me.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import { createContext, type ReactNode, use } from 'react'
import { plainApi } from './api.ts'
import { forPage, setPageMembership, switchedTo } from './page-membership.ts'

/** Who is signed in; read once and kept until the membership changes or the person signs out. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal, client, queryKey }) =>
    forPage(async (meant) => {
      const { data } = await plainApi(getMe, {}, { signal })
      const { id } = data.membership
      // Read once more: what the page shows and holds is not for a membership that another window has chosen since.
      if (client.getQueryData(queryKey) && id !== meant) throw switchedTo(id)
      setPageMembership(id)
      return data
    }),
  staleTime: Number.POSITIVE_INFINITY,
})

const MeContext = createContext<Me | null>(null)

/** Tells everything inside it who is signed in: one subscription instead of one in each row of a list. */
export function SessionProvider({ children }: { children: ReactNode }) {
  return <MeContext value={useSuspenseQuery(meQuery).data}>{children}</MeContext>
}

/** Who is signed in, in which membership, with which permissions. @throws Error outside of the frame, which knows it */
export function useMe(): Me {
  const me = use(MeContext)
  if (!me) throw new Error('only pages within the frame know who is signed in')
  return me
}

/** Whether the person is of the provider's house or a partner's, and not one of a customer's own people. */
export function useIsHouse(): boolean {
  const { type } = useMe().membership.organization
  return type === 'provider' || type === 'partner'
}

/** Whether the active membership's role allows something, by the API's word. */
export function usePermission(permission: Permission): boolean {
  return useMe().permissions.includes(permission)
}
