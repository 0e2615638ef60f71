/** What other rooms may call of licenses. */

export { announceEndsTask } from './announce-ends.ts'
export { checkLicenses, writeLicenses } from './customer-licenses.ts'
export { keepMonthsSoFar } from './license-months.queries.ts'
export { renewPoolsTask, verifyLicensesTask } from './license-tasks.ts'
export { findTypes } from './licenses.queries.ts'
export { listLedgerIds, readLedger } from './list-ledger.ts'
export { todayOf } from './pool.ts'
export { type LicenseDifference, verifyLicenses } from './verify-licenses.ts'
