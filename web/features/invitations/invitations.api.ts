import { queryOptions } from '@tanstack/react-query'
import { readInvitation } from '@tenantry/contract/invitations.ts'
import { getMe, type Me, switchMembership } from '@tenantry/contract/me.ts'
import { plainApi } from '../../platform/api.ts'

/** What the link of an invitation stands for. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: async ({ signal }) => (await plainApi(readInvitation, { body: { token } }, { signal })).data,
    // A form is open on it: what is typed may not be taken away.
    refetchOnWindowFocus: false,
    retry: false,
  })

/** Who is signed in at this browser; null for nobody. */
export async function whoIsHere(): Promise<Me | null> {
  return plainApi(getMe, {}).then(
    ({ data }) => data,
    () => null,
  )
}

/** Makes the membership active that somebody has got since, so that they arrive where they were invited to. */
export async function enterNew(before: Me): Promise<void> {
  const known = new Set(before.memberships.map(({ id }) => id))
  const added = (await whoIsHere())?.memberships.find(({ id }) => !known.has(id))
  if (added) await plainApi(switchMembership, { body: { membershipId: added.id } })
}
