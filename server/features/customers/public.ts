/** What other rooms may call of customers. */
export { readCopy } from './copy-customer.ts'
export { readCustomer } from './get-customer.ts'
export { isInternalTo, isOwnSide, withoutInternalFields } from './own-side.ts'
