import MailComposer from 'nodemailer/lib/mail-composer'
import type { MailMessage, MailSender } from './mailer.ts'

/** Writes a mail as RFC 5322 has it: text alone, or text and HTML as alternatives; nobody's holiday answers it (RFC 3834). */
export async function composeMail(
  { to, subject, text, html }: MailMessage,
  { sender, messageId, date }: { sender: MailSender; messageId: string; date: Date },
): Promise<Buffer> {
  const composer = new MailComposer({
    from: { name: sender.name, address: sender.address },
    to: { name: to.name ?? '', address: to.address },
    ...(sender.replyTo ? { replyTo: { name: '', address: sender.replyTo } } : {}),
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
