/** What other rooms may call of exports. */
export { readCustomerRecords } from './customer-records.ts'
