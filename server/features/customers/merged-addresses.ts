import { OrganizationId } from '@tenantry/contract/ids.ts'
import type { Authenticator } from '../../platform/auth/authenticate.ts'
import type { TenantDatabase } from '../../platform/database/tenant-database.ts'
import type { LeadOn } from '../../platform/http/web-assets.ts'
import { findMergedInto } from './customers.queries.ts'

const pageOfCustomer = /^\/customers\/([^/?]+)(.*)$/

/**
 * Leads whoever opens the page of a merged customer to that of the customer that it has become part of, tab and filter
 * kept (B10). Whoever does not see that one gets the page like for any other address, and is told there that there is
 * no such customer.
 */
export function mergedAddresses(database: TenantDatabase, authenticate: Authenticator['authenticate']): LeadOn {
  return async ({ url, headers }) => {
    const [, id, rest = ''] = pageOfCustomer.exec(url) ?? []
    const known = OrganizationId.safeParse(id)
    if (!known.success) return null
    // A page that comes without a cookie is counted against no limit, and keys can be made up.
    const caller = await authenticate({ cookie: headers.cookie })
    if (!caller?.permissions.has('customers.read')) return null
    const intoId = await database.within(caller.scope, (tx) => findMergedInto(tx, known.data), {
      readOnly: true,
      statementTimeoutMs: 5_000,
    })
    return intoId && `/customers/${intoId}${rest}`
  }
}
