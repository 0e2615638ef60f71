/** What other rooms may call of the audit log. */
export { type AuditedChange, recordAudit } from './record-audit.ts'
