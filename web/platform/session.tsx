import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { getMe, type Me } from '@tenantry/contract/me.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import { plainApi } from './api.ts'

/** Who is signed in; read once and kept until the membership changes or the person signs out. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => (await plainApi(getMe, {}, { signal })).data,
  staleTime: Number.POSITIVE_INFINITY,
})

/** Who is signed in, in which membership, with which permissions. Only inside the frame, which loads it first. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}

/** Whether the active membership's role allows something, by the API's word. */
export function usePermission(permission: Permission): boolean {
  return useMe().permissions.includes(permission)
}
