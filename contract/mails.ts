/** Mails that the provider's own product sends: what waits, what was sent, and what came back (OM3). */
import { z } from 'zod'
import { MailId, OrganizationId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'

/** What becomes of a mail. */
export const mailStates = ['queued', 'sending', 'sent', 'outbox', 'failed', 'bounced'] as const
export type MailState = (typeof mailStates)[number]

/** What mails are about, as people read it. Whoever sends another kind adds a line. */
export const mailKinds = {
  license_alert: 'Alert about licenses',
  license_purchase: 'End of a purchase of licenses',
  trial: 'End of a trial',
  notification: 'Notification',
} as const
export type MailKind = keyof typeof mailKinds

/** A mail without what it says. */
export const MailSummary = z.object({
  id: MailId,
  organization: z.object({ id: OrganizationId, name: z.string() }).meta({ description: 'What it is about' }),
  kind: z.string().meta({ description: `One of ${Object.keys(mailKinds).join(', ')}` }),
  to: z.object({ name: z.string().nullable(), address: z.string() }),
  subject: z.string(),
  state: z.enum(mailStates).meta({
    description:
      'queued and sending wait; outbox: no mail server was set, so that it lies on disk and is not sent; bounced: the server refused the recipient for good; failed: given up after a day',
  }),
  sentBy: z.enum(['smtp', 'disk']).nullable().meta({ description: 'A mail server, or the outbox on disk' }),
  attempts: z.number().int(),
  lastError: z.string().nullable().meta({ description: 'What the server answered last' }),
  dueAt: z.iso.datetime().nullable().meta({ description: 'When it is tried next' }),
  createdAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
})
export type MailSummary = z.infer<typeof MailSummary>

export const mailColumns = {
  state: { label: 'State', type: 'enum', sortable: true, isFilled: true, values: mailStates },
  kind: { label: 'Kind', type: 'enum', sortable: true, isFilled: true, values: Object.keys(mailKinds) },
  to: { label: 'To', type: 'text', sortable: true, isFilled: true },
  subject: { label: 'Subject', type: 'text', sortable: true, isFilled: true },
  organizationId: { label: 'About', type: 'id', sortable: false, isFilled: true },
  createdAt: { label: 'Written', type: 'instant', sortable: true, isFilled: true },
  sentAt: { label: 'Sent', type: 'instant', sortable: true },
} as const satisfies ListColumns

export const listMails = defineOperation({
  id: 'listMails',
  method: 'GET',
  path: '/mails',
  tag: 'mails',
  summary: 'Lists the mails of the provider, the newest first; q finds any part of an address or a subject',
  access: 'settings.manage',
  query: listQuery(mailColumns),
  response: page(MailSummary),
  status: 200,
  errors: ['filter_too_broad'],
})

/** A mail with what it says. */
export const Mail = MailSummary.extend({
  text: z.string(),
  html: z.string().nullable().meta({ description: 'To be shown in a sandbox only' }),
  messageId: z.string().nullable(),
})
export type Mail = z.infer<typeof Mail>

const params = z.object({ id: MailId })

export const getMail = defineOperation({
  id: 'getMail',
  method: 'GET',
  path: '/mails/{id}',
  tag: 'mails',
  summary: 'Reads a mail of the provider',
  access: 'settings.manage',
  params,
  response: Mail,
  status: 200,
  errors: ['not_found'],
})

export const sendMailAgain = defineOperation({
  id: 'sendMailAgain',
  method: 'POST',
  path: '/mails/{id}/sendings',
  tag: 'mails',
  summary: 'Queues a mail that came back or was given up, or one that lies in the outbox once a mail server is set',
  access: 'settings.manage',
  params,
  response: Mail,
  status: 200,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
})

export const sendOutbox = defineOperation({
  id: 'sendOutbox',
  method: 'POST',
  path: '/mails/outbox/sendings',
  tag: 'mails',
  summary: 'Queues all mails that lie in the outbox, once a mail server is set; a dry run tells how many',
  access: 'settings.manage',
  isLong: true,
  response: z.object({
    mails: z.number().int(),
    oldest: z.iso.datetime().nullable().meta({ description: 'When the oldest of them was written' }),
  }),
  status: 200,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  dryRun: true,
})

/** A recipient whose mail server has refused mails about a customer for good. */
export const ReturnedMail = z.object({
  address: z.string(),
  subject: z.string(),
  reason: z.string().meta({ description: 'What the server has answered' }),
  returnedAt: z.iso.datetime(),
})
export type ReturnedMail = z.infer<typeof ReturnedMail>

export const listReturnedMails = defineOperation({
  id: 'listReturnedMails',
  method: 'GET',
  path: '/customers/{id}/returned-mails',
  tag: 'mails',
  summary: 'Lists the addresses that mails about a customer came back from, and to which none has gone since',
  access: 'customers.read',
  params: z.object({ id: OrganizationId }),
  response: z.object({ items: z.array(ReturnedMail) }),
  status: 200,
  errors: ['not_found'],
})
