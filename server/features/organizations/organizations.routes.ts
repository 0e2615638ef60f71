import * as moves from '@tenantry/contract/organization-moves.ts'
import * as contract from '@tenantry/contract/organizations.ts'
import { route } from '../../platform/http/route.ts'
import { changeType } from './change-type.ts'
import { listOrganizations } from './list-organizations.ts'
import { moveOrganization } from './move-organization.ts'

/** The operations of the organization tree. */
export const organizationRoutes = [
  route(contract.listOrganizations, async (context, { query }) => ({ body: await listOrganizations(context, query) })),
  route(moves.moveOrganization, async (context, { params, body }) => {
    const { move, version } = await moveOrganization(context, params.id, body.parentId)
    return { body: move, version }
  }),
  route(moves.changeType, async (context, { params, body }) => {
    const { changed, version } = await changeType(context, params.id, body.type)
    return { body: changed, version }
  }),
]
