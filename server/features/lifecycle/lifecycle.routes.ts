import * as contract from '@tenantry/contract/lifecycle.ts'
import { route } from '../../platform/http/route.ts'
import { changeCustomerStatus } from './change-status.ts'
import { getCustomerStatus } from './get-status.ts'
import { listArchivedCustomers } from './list-archived.ts'
import { purgeCustomer } from './purge-customer.ts'
import { getRetentionSettings, updateRetentionSettings } from './retention.ts'

/** The operations of a customer's life. */
export const lifecycleRoutes = [
  route(contract.getCustomerStatus, async (context, { params }) => {
    const { status, version } = await getCustomerStatus(context, params.id)
    return { body: status, version }
  }),
  route(contract.changeCustomerStatus, async (context, { params, body }) => {
    const { change, version } = await changeCustomerStatus(context, params.id, body)
    return { body: change, version }
  }),
  route(contract.deleteCustomer, async (context, { params }) => {
    const { change, version } = await changeCustomerStatus(context, params.id, { status: 'archived' })
    return { body: change, version }
  }),
  route(contract.purgeCustomer, async (context, { params, body }) => ({
    body: await purgeCustomer(context, params.id, body.code),
  })),
  route(contract.listArchivedCustomers, async (context, { query }) => ({
    body: await listArchivedCustomers(context, query),
  })),
  route(contract.getRetentionSettings, async (context) => ({ body: await getRetentionSettings(context) })),
  route(contract.updateRetentionSettings, async (context, { body }) => ({
    body: await updateRetentionSettings(context, body),
  })),
]
