/** What the wiring may use of bulk changes. */
export { expireBulkChangesTask, runBulkChangeTask } from './bulk-change-tasks.ts'
