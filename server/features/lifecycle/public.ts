/** What other rooms may call of the life of customers. */
export { applyStatus } from './apply-status.ts'
export { changeCustomerStatus } from './change-status.ts'
export { purgeExpiredTask } from './purge-expired.ts'
export { archivedDays, setArchivedDays } from './retention.ts'
export { refusalOf } from './transitions.ts'
