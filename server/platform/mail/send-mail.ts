import { z } from 'zod'
import { defineTask, type Task } from '../jobs/tasks.ts'
import { type Mailer, MailMessage } from './mailer.ts'

/** A mail on its way through the job queue. */
export interface MailJob {
  /** A new id: it makes a mail that is delivered again the same mail. */
  id: string
  /** ISO 8601 instant of the Date header. */
  date: string
  message: MailMessage
}

/**
 * The task that delivers mails and tries again when that fails. The queue's table shows its payload, so a mail with a
 * secret never comes this way.
 */
export function sendMailTask(mailer: Mailer): Task<MailJob> {
  return defineTask({
    name: 'send_mail',
    payload: z.object({ id: z.uuid(), date: z.iso.datetime(), message: MailMessage }),
    run: async ({ log }, { id, date, message }) => {
      const { messageId } = await mailer.deliver(message, { id, date: new Date(date) })
      log.info({ event: 'mail.delivered', messageId })
    },
  })
}
