/** What other rooms may use of the audit log. */
export { AuditLog } from './audit-log.tsx'
export { type ChangedThing, LastChange } from './last-change.tsx'
export { RecentChanges } from './recent-changes.tsx'
