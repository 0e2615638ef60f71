/** What other rooms may call of customers. */
export { readCustomer } from './get-customer.ts'
export { isInternalTo, isOwnSide } from './own-side.ts'
