import MailComposer from 'nodemailer/lib/mail-composer'
import { type Clock, newId } from '../clock/clock.ts'
import type { FileStore } from '../files/file-store.ts'
import { checkedMail, type Mailer, type MailIdentity, type MailMessage } from './mailer.ts'

/** What the outbox on disk stands on. */
export interface DiskMailerOptions {
  store: FileStore
  clock: Clock
  /** Email address of the sender. */
  from: string
}

/** The folder of the file store that mails lie in, one file each, in the order of their time. */
export const mailOutbox = 'mail/outbox'

/** Puts mails into a folder of the file store, where they wait for the operator to pass them on. */
export class DiskMailer implements Mailer {
  readonly #options: DiskMailerOptions

  constructor(options: DiskMailerOptions) {
    this.#options = options
  }

  async deliver(message: MailMessage, identity?: MailIdentity): Promise<{ messageId: string }> {
    const { store, clock, from } = this.#options
    const { id, date } = identity ?? { id: newId(), date: clock.now() }
    const messageId = `<${id}@${from.split('@')[1]}>`
    const content = await composeMail(checkedMail(message), { from, messageId, date })
    const time = date
      .toISOString()
      .replace(/[-:]|\.\d+/g, '')
      .toLowerCase()
    await store.put(`${mailOutbox}/${time}-${id}.eml`, content)
    return { messageId }
  }
}

/** Writes a mail as RFC 5322 has it: text alone, or text and HTML as alternatives. */
export async function composeMail(
  { to, subject, text, html }: MailMessage,
  { from, messageId, date }: { from: string; messageId: string; date: Date },
): Promise<Buffer> {
  const composer = new MailComposer({
    from: { name: 'Tenantry', address: from },
    to: { name: to.name ?? '', address: to.address },
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    messageId,
    date,
    headers: { 'Auto-Submitted': 'auto-generated' },
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}
