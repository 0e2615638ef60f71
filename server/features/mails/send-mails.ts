import { AppError } from '../../platform/errors.ts'
import type { Context } from '../../platform/http/context.ts'
import type { JobContext } from '../../platform/jobs/tasks.ts'
import type { Mailer } from '../../platform/mail/mailer.ts'
import { SmtpError } from '../../platform/mail/smtp-faults.ts'
import { notify } from '../notifications/public.ts'
import { claimMail, type DueMail, recordMail } from './mails.queries.ts'

const minuteMs = 60_000

/** After each attempt that failed: a few minutes at first, a day in the end. */
export const waitsMs = [2, 5, 15, 30, 60, 120, 240, 480, 1_440].map((minutes) => minutes * minuteMs)

/** Longer than any attempt: whoever holds a mail for so long is dead. */
const leaseMs = 5 * minuteMs

/** So long one run goes on; what is left is found within a minute. */
const runMs = 45_000

/**
 * Sends what is due of a provider, one after the other. Each mail is claimed, handed over and its fate noted, in this
 * order: whoever dies in between is followed, once the claim is over, by one who hands over the same mail with the same
 * Message-ID. A server that cannot be reached ends the run, so that a thousand mails do not wait for it a thousand times.
 */
export async function sendMails(
  { inside, clock, log, signal }: Pick<JobContext, 'inside' | 'clock' | 'log' | 'signal'>,
  mailer: Mailer,
  providerId: string,
): Promise<void> {
  const endAt = clock.now().getTime() + runMs
  while (!signal.aborted && clock.now().getTime() < endAt) {
    const mail = await inside(providerId, ({ tx }) => claimMail(tx, clock.now(), leaseMs))
    if (!mail) return
    const outcome = await handOver(mailer, providerId, mail)
    await inside(providerId, (context) => note(context, mail, outcome))
    log.info({ event: `mail.${outcome.state}`, providerId, mailId: mail.id, attempts: mail.attempts })
    if (outcome.isAway) return
  }
}

interface Outcome {
  state: 'sent' | 'outbox' | 'queued' | 'failed' | 'bounced'
  error: string | null
  sentBy: 'smtp' | 'disk' | null
  messageId: string | null
  isAway: boolean
}

async function handOver(mailer: Mailer, providerId: string, mail: DueMail): Promise<Outcome> {
  const { id, created_at: date, message_id, subject, text, html } = mail
  const to = { address: mail.to_address, ...(mail.to_name ? { name: mail.to_name } : {}) }
  try {
    const message = { to, subject, text, ...(html === null ? {} : { html }) }
    const { messageId, sentBy = 'disk' } = await mailer.deliver(
      message,
      { id, date, messageId: message_id },
      { providerId },
    )
    return { state: sentBy === 'disk' ? 'outbox' : 'sent', error: null, sentBy, messageId, isAway: false }
  } catch (thrown) {
    return { ...fateOf(thrown, mail.attempts), sentBy: null, messageId: null }
  }
}

function fateOf(thrown: unknown, attempts: number): Pick<Outcome, 'state' | 'error' | 'isAway'> {
  const error = thrown instanceof Error ? thrown.message : String(thrown)
  if (thrown instanceof SmtpError && thrown.isFinal) return { state: 'bounced', error, isAway: false }
  if (thrown instanceof AppError) return { state: 'failed', error, isAway: false }
  const state = attempts > waitsMs.length ? 'failed' : 'queued'
  return { state, error, isAway: true }
}

async function note(context: Context, mail: DueMail, { state, error, sentBy, messageId }: Outcome): Promise<void> {
  const now = context.clock.now()
  const wait = waitsMs[mail.attempts - 1] ?? 0
  const isNoted = await recordMail(context.tx, mail, {
    state,
    last_error: error,
    due_at: state === 'queued' ? new Date(now.getTime() + wait) : null,
    sent_at: state === 'sent' ? now : null,
    sent_by: sentBy,
    ...(messageId ? { message_id: messageId } : {}),
    updated_at: now,
  })
  if (isNoted && (state === 'bounced' || state === 'failed')) await tell(context, mail, state, error ?? '')
}

/** Of mails that tell of something nobody is told again that they came back: that would be mailed, too. */
async function tell(context: Context, mail: DueMail, state: 'bounced' | 'failed', reason: string): Promise<void> {
  if (mail.kind === 'notification') return
  const day = context.clock.now().toISOString().slice(0, 10)
  await notify(context, {
    organizationId: mail.organization_id,
    // A server that is away for long fails many at once.
    key: state === 'bounced' ? `mail_bounced:${mail.id}:${mail.attempts}` : `mail_failed:${day}`,
    kind: `mail_${state}`,
    params: { mailId: mail.id, subject: mail.subject, address: mail.to_address, reason: reason.slice(0, 500) },
    to: { permission: 'settings.manage' },
  })
}
