import * as contract from '@tenantry/contract/search.ts'
import { route } from '../../platform/http/route.ts'
import { searchEverything } from './search-everything.ts'

/** One search over everything. */
export const searchRoutes = [
  route(contract.searchEverything, async (context, { query }) => ({ body: await searchEverything(context, query.q) })),
]
