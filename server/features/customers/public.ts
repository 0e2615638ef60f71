/** What other rooms may call of customers. */
export { readCustomer } from './get-customer.ts'
export { isInternalTo, isOwnSide, withoutInternalFields } from './own-side.ts'
