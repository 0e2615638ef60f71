/** What other rooms may call of the audit log. */
export { ensureAuditPartitionsTask, sealAllAuditTask, sealAuditTask } from './audit-tasks.ts'
export { findLatestChange } from './latest-change.ts'
export { type AuditedChange, recordAudit, recordAudits } from './record-audit.ts'
export { sealAudit } from './seal-audit.ts'
export { type AuditReport, verifyAudit } from './verify-audit.ts'
