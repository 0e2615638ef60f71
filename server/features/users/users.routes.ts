import * as contract from '@tenantry/contract/users.ts'
import { route } from '../../platform/http/route.ts'
import { assignOrganizations } from './assign-organizations.ts'
import { getUser } from './get-user.ts'
import { listUsers } from './list-users.ts'

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
]
