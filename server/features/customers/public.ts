/** What other rooms may call of customers. */
export { readCopy } from './copy-customer.ts'
export { billingColumns, locationColumns } from './customer-columns.ts'
export { type CustomerDetailRow, findCustomer, updateOrganization } from './customers.queries.ts'
export { auditedCustomer } from './customers.view.ts'
export { readCustomer } from './get-customer.ts'
export { mergedAddresses } from './merged-addresses.ts'
