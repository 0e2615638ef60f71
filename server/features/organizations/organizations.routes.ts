import * as contract from '@tenantry/contract/organizations.ts'
import { route } from '../../platform/http/route.ts'
import { listOrganizations } from './list-organizations.ts'

/** The operations of the organization tree. */
export const organizationRoutes = [
  route(contract.listOrganizations, async (context, { query }) => ({ body: await listOrganizations(context, query) })),
]
