import { copyCustomer as copyOperation } from '@tenantry/contract/customer-copy.ts'
import { findCustomerDuplicates } from '@tenantry/contract/customer-duplicates.ts'
import { listCustomers as listOperation } from '@tenantry/contract/customer-list.ts'
import * as contract from '@tenantry/contract/customers.ts'
import { listMatchingOrganizations } from '@tenantry/contract/organization-matches.ts'
import { route } from '../../platform/http/route.ts'
import { copyCustomer } from './copy-customer.ts'
import { createCustomer } from './create-customer.ts'
import { findDuplicates } from './find-duplicates.ts'
import { findInTree } from './find-in-tree.ts'
import { findPlace } from './find-place.ts'
import { openCustomer } from './get-customer.ts'
import { listCustomers } from './list-customers.ts'
import { findFreeCode } from './suggest-code.ts'
import { updateCustomer } from './update-customer.ts'

/** The operations of customers. */
export const customerRoutes = [
  route(listOperation, async (context, { query }) => ({ body: await listCustomers(context, query) })),
  route(listMatchingOrganizations, async (context, { query }) => ({ body: await findInTree(context, query) })),
  route(contract.createCustomer, async (context, { body }) => {
    const { customer, version } = await createCustomer(context, body)
    return { body: customer, version, object: { table: 'organizations', id: customer.id } }
  }),
  route(contract.getCustomer, async (context, { params }) => {
    const { customer, version } = await openCustomer(context, params.id)
    return { body: customer, version }
  }),
  route(contract.updateCustomer, async (context, { params, body }) => {
    const { customer, version } = await updateCustomer(context, params.id, body)
    return { body: customer, version }
  }),
  route(copyOperation, async (context, { params, query }) => ({
    body: await copyCustomer(context, params.id, query.include),
  })),
  route(findCustomerDuplicates, async (context, { query }) => ({
    body: { items: await findDuplicates(context, query) },
  })),
  route(contract.suggestCode, async (context, { query }) => {
    const { codeScopeId } = await findPlace(context, query.parentId)
    const { code } = await findFreeCode(context.tx, codeScopeId, query.name)
    return { body: { code } }
  }),
]
