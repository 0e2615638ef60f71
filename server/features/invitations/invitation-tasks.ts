import { z } from 'zod'
import { defineTask } from '../../platform/jobs/tasks.ts'
import { latestDay } from './due.ts'
import { invitationRequested } from './invite.ts'
import { type Postage, sendInvitation } from './send-invitation.ts'

/** The jobs that send invitations. */
export function invitationTasks(postage: Postage) {
  return [
    /** Sends the one that somebody has just asked for. */
    defineTask({
      name: 'send_invitation',
      payload: z.object({ providerId: z.uuid(), payload: z.object({ invitationId: z.uuid() }) }),
      triggers: [{ event: invitationRequested.name, oncePer: 'event' }],
      // Within a minute and a half; then it is one of those below.
      maxAttempts: 5,
      run: (context, { providerId, payload }) =>
        sendInvitation(context, postage, { providerId, invitationId: payload.invitationId }),
    }),
    /** Sends those whose day has begun, and those that could not be sent when they were asked for. */
    defineTask({
      name: sendDueInvitations,
      payload: z.object({}),
      run: async (context) => {
        const { query, clock, log, signal } = context
        const due = await query<{ provider_id: string; id: string }>(
          `SELECT provider_id, id FROM invitations
           WHERE sent_at IS NULL AND accepted_at IS NULL AND (requested_at IS NOT NULL OR send_on <= $1) ORDER BY provider_id, id`,
          [latestDay(clock.now())],
        )
        const failures: unknown[] = []
        for (const { provider_id: providerId, id: invitationId } of due) {
          if (signal.aborted) return
          // One that cannot be sent keeps none of the others.
          await sendInvitation(context, postage, { providerId, invitationId }).catch((error) => failures.push(error))
        }
        // The next run is the next attempt: one that failed would be tried again beside it.
        const [err] = failures
        if (err) log.warn({ event: 'invitations.not_sent', failed: failures.length, due: due.length, err })
      },
    }),
  ] as const
}

/** The name of the task that runs each quarter of an hour: every time zone begins its days at one. */
export const sendDueInvitations = 'send_due_invitations'
