import { z } from 'zod'
import { emitEvent } from '../../platform/jobs/outbox.ts'
import { defineTask } from '../../platform/jobs/tasks.ts'
import type { Mailer } from '../../platform/mail/mailer.ts'
import { mailQueued } from './queue-mail.ts'
import { sendMails } from './send-mails.ts'

/** The name of the task that runs each minute. */
export const findDueMails = 'find_due_mails'

/** The name of the task that takes away what is older than 90 days. */
export const expireMails = 'expire_mails'

/** The jobs that send mails. */
export function mailTasks(mailer: Mailer) {
  return [
    defineTask({
      name: 'send_mails',
      payload: z.object({ providerId: z.uuid() }),
      triggers: [{ event: mailQueued.name, oncePer: 'provider' }],
      run: (context, { providerId }) => sendMails(context, mailer, providerId),
    }),
    /** Finds those whose wait is over, and those whose sender has died; each provider has a job of its own. */
    defineTask({
      name: findDueMails,
      payload: z.object({}),
      run: async ({ query, inside, clock }) => {
        const due = await query<{ provider_id: string }>(
          'SELECT DISTINCT provider_id FROM mails WHERE due_at <= $1 ORDER BY provider_id',
          [clock.now()],
        )
        for (const { provider_id: providerId } of due)
          await inside(providerId, (context) =>
            emitEvent(context, { ...mailQueued, organizationId: providerId, payload: {} }),
          )
      },
    }),
    defineTask({
      name: expireMails,
      payload: z.object({}),
      run: async ({ query, clock }) => {
        const before = new Date(clock.now().getTime() - 90 * 24 * 60 * 60 * 1000)
        await query('DELETE FROM mails WHERE due_at IS NULL AND created_at < $1', [before])
      },
    }),
  ] as const
}
