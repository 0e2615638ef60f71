import type { MailKind } from '@tenantry/contract/mails.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/http/context.ts'
import { emitEvent } from '../../platform/jobs/outbox.ts'
import { headerName } from '../../platform/mail/mail-texts.ts'
import { checkedMail, type MailAddress } from '../../platform/mail/mailer.ts'
import { insertMail } from './mails.queries.ts'

/** The event that gets the mails of a provider sent. */
export const mailQueued = { name: 'mail.queued', version: 1 } as const

/** A mail to one person. What opens a door, such as a link that sets a password, never goes this way: it would be kept. */
export interface NewMail {
  /** What it is about; in sight of whoever queues it. */
  organizationId: string
  /** Unique in the provider: the same key again is the same mail. */
  key: string
  kind: MailKind
  to: MailAddress | string
  /** Line breaks become spaces, and what is too long for a header is cut. */
  subject: string
  text: string
  html?: string
}

/**
 * Queues a mail in the caller's transaction: it is sent once that is committed, and never when it is not.
 * @returns false when there is a mail with this key, which stays as it is
 * @throws invalid_input (422) for an address that is not exactly one
 */
export async function queueMail(context: Context, mail: NewMail): Promise<boolean> {
  const { tx, clock, actor } = context
  const to = typeof mail.to === 'string' ? { address: mail.to } : mail.to
  const { html } = mail
  const checked = checkedMail({
    to: { address: to.address, ...(to.name ? { name: headerName(to.name) } : {}) },
    subject: headerName(mail.subject),
    text: mail.text,
    ...(html === undefined ? {} : { html }),
  })
  const now = clock.now()
  const isNew = await insertMail(tx, {
    provider_id: actor.scope.providerId,
    id: newId(),
    organization_id: mail.organizationId,
    key: mail.key,
    kind: mail.kind,
    to_name: checked.to.name ?? null,
    to_address: checked.to.address,
    subject: checked.subject,
    text: checked.text,
    html: checked.html ?? null,
    due_at: now,
    created_at: now,
    updated_at: now,
  })
  if (isNew) await emitEvent(context, { ...mailQueued, organizationId: mail.organizationId, payload: {} })
  return isNew
}
