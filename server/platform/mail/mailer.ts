import { emailAddress } from '@tenantry/contract/fields/web-addresses.ts'
import { z } from 'zod'
import { invalidInput } from '../errors.ts'

const headerText = (most: number) =>
  z
    .string()
    .max(most)
    .regex(
      /^[^\u0000-\u001f\u007f\u0085\u2028\u2029]*$/u,
      'Line breaks and control characters do not belong in a header',
    )

/** Who a mail is for or from; one address, without a list and without a comment. */
export const MailAddress = z.strictObject({ name: headerText(200).optional(), address: emailAddress })
export type MailAddress = z.infer<typeof MailAddress>

/** A mail to one person. `text` is always there; `html` says the same for those who see it. */
export const MailMessage = z.strictObject({
  to: MailAddress,
  subject: headerText(255).min(1),
  text: z.string().min(1).max(100_000),
  html: z.string().max(500_000).optional(),
})
export type MailMessage = z.infer<typeof MailMessage>

/**
 * Checks a mail: nothing in a header can begin another header, and there is exactly one recipient.
 * @throws invalid_input (422)
 */
export function checkedMail(message: MailMessage): MailMessage {
  const result = MailMessage.safeParse(message)
  if (result.success) return result.data
  throw invalidInput(
    ...result.error.issues.map(({ path, code, message: why }) => ({ path: path.join('.'), code, message: why })),
  )
}

/** What makes two deliveries the same mail: a job that runs twice names both again. */
export interface MailIdentity {
  id: string
  date: Date
  /** The one that it had before, if it had one. */
  messageId?: string | null
}

/** A Message-ID for an id, unique in the domain of an address. */
export function messageIdOf(id: string, address: string): string {
  return `<${id}@${address.slice(address.lastIndexOf('@') + 1)}>`
}

/** Who mails come from. */
export interface MailSender {
  name: string
  address: string
  replyTo?: string | null
}

/** A mail that was handed over. */
export interface Delivery {
  messageId: string
  /** A mail server, or the outbox on disk. */
  sentBy?: 'smtp' | 'disk'
}

/** Delivers mails. */
export interface Mailer {
  /**
   * Hands a mail over. A mail with a secret, such as a link that sets a password, is delivered by whoever made it and
   * never goes through the queue of mails, whose table would show it.
   * @param providerId whose mail it is, which decides who sends it; not inside of a transaction
   * @throws invalid_input (422) when a header holds a line break, or the address is not exactly one
   * @throws SmtpError when a server has not taken it
   */
  deliver(message: MailMessage, identity?: MailIdentity, of?: { providerId?: string }): Promise<Delivery>
}
