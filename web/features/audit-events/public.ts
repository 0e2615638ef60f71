/** What other rooms may use of the audit log. */
export { AuditLog } from './audit-log.tsx'
export { LastChange } from './last-change.tsx'
export { loggedTags } from './last-of.ts'
export { RecentChanges } from './recent-changes.tsx'
export { type ChangedThing, useLastChange } from './use-last-change.ts'
