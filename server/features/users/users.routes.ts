import * as invitations from '@tenantry/contract/user-invitations.ts'
import * as contract from '@tenantry/contract/users.ts'
import { route } from '../../platform/http/route.ts'
import { assignOrganizations } from './assign-organizations.ts'
import { getUser } from './get-user.ts'
import { listUsers } from './list-users.ts'
import { nameAdministrator } from './name-administrator.ts'
import { sendUserInvitation, withdrawUserInvitation } from './user-invitation.ts'

/** The operations of users. */
export const userRoutes = [
  route(contract.listUsers, async (context, { query }) => ({ body: await listUsers(context, query) })),
  route(contract.getUser, async (context, { params }) => {
    const { user, version } = await getUser(context, params.id)
    return { body: user, version }
  }),
  route(contract.assignOrganizations, async (context, { params, body }) => {
    const { user, version } = await assignOrganizations(context, params.id, body.organizationIds)
    return { body: user, version }
  }),
  route(invitations.sendUserInvitation, async (context, { params, body }) => {
    const { user, version } = await sendUserInvitation(context, params.id, body)
    return { body: user, version, object: { table: 'memberships', id: user.id } }
  }),
  route(invitations.withdrawUserInvitation, async (context, { params }) => {
    await withdrawUserInvitation(context, params.id)
    return { body: undefined }
  }),
  route(invitations.nameAdministrator, async (context, { params, body }) => {
    const named = await nameAdministrator(context, params.id, body)
    return { body: named, object: { table: 'memberships', id: named.membershipId } }
  }),
]
