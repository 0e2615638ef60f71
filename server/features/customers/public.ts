/** What other rooms may call of customers. */
export { readCopy } from './copy-customer.ts'
export { createCustomer } from './create-customer.ts'
export { createCustomers } from './create-customers.ts'
export { billingColumns, locationColumns } from './customer-columns.ts'
export {
  type CustomerDetailRow,
  findAmong,
  findBelow,
  findBelowHidden,
  findBelowPartners,
  findByCodes,
  findByNames,
  findCodeKey,
  findCustomer,
  updateOrganization,
} from './customers.queries.ts'
export { auditedCustomer } from './customers.view.ts'
export { findCustomerIds } from './customers-list.queries.ts'
export { checkType, findPlace, type Place, placeOfNewCustomer } from './find-place.ts'
export { readCustomer } from './get-customer.ts'
export { listCustomerIds } from './list-customers.ts'
export { mergedAddresses } from './merged-addresses.ts'
export { type PreparedCustomer, prepareCustomer } from './new-customer.ts'
export { planCustomers } from './plan-customers.ts'
export { type CodeMemory, settleCodes } from './settle-codes.ts'
export { changeHeld, holdCustomer, holdCustomers, updateCustomer } from './update-customer.ts'
