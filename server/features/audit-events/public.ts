/** What other rooms may call of the audit log. */
export { ensureAuditPartitionsTask, sealAllAuditTask, sealAuditTask } from './audit-tasks.ts'
export { type AuditedChange, recordAudit } from './record-audit.ts'
export { type AuditFinding, verifyAudit } from './verify-audit.ts'
