import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { route } from '../../platform/http/route.ts'
import { mergeCustomers } from './merge-customers.ts'

/** Merging customers. */
export const customerMergeRoutes = [
  route(mergeCustomer, async (context, { params, body }) => {
    const { merge, version } = await mergeCustomers(context, params.id, body)
    return { body: merge, version, object: { table: 'organizations', id: merge.intoId } }
  }),
]
