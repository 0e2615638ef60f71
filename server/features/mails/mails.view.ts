import type { MailId, OrganizationId } from '@tenantry/contract/ids.ts'
import type { Mail, MailState, MailSummary } from '@tenantry/contract/mails.ts'
import type { findMail, MailRow } from './mails.queries.ts'

/** A mail as lists of the API show it. */
export function mailSummaryView(row: Omit<MailRow, 'sort_values'>): MailSummary {
  return {
    id: row.id as MailId,
    organization: { id: row.organization_id as OrganizationId, name: row.organization_name },
    kind: row.kind,
    to: { name: row.to_name, address: row.to_address },
    subject: row.subject,
    state: row.state as MailState,
    sentBy: row.sent_by as MailSummary['sentBy'],
    attempts: row.attempts,
    lastError: row.last_error,
    dueAt: row.due_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
  }
}

/** A mail as the API shows it. */
export function mailView(row: NonNullable<Awaited<ReturnType<typeof findMail>>>): Mail {
  return { ...mailSummaryView(row), text: row.text, html: row.html, messageId: row.message_id }
}
