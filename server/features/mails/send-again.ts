import type { Mail } from '@tenantry/contract/mails.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { emitEvent } from '../../platform/jobs/outbox.ts'
import { recordAudit } from '../audit-events/public.ts'
import { requireProvider } from '../settings/public.ts'
import { findMailSettings } from './mail-settings.queries.ts'
import { findMail, requeueMail, requeueOutbox } from './mails.queries.ts'
import { mailView } from './mails.view.ts'
import { mailQueued } from './queue-mail.ts'

/**
 * Reads a mail with what it says.
 * @throws forbidden (403) for people who do not see the provider itself
 * @throws not_found (404) when it does not exist for the caller
 */
export async function getMail(context: CallContext, id: string): Promise<Mail> {
  await requireProvider(context)
  return mailView(await read(context, id))
}

/**
 * Queues a mail again that came back or was given up: it is the same mail, with the same Message-ID. One that lies in the
 * outbox on disk is queued once there is a server that sends it.
 * @throws forbidden (403) for people who do not see the provider itself
 * @throws not_found (404) when it does not exist for the caller
 * @throws invalid_input (422) for a mail that waits or was sent, and for one in the outbox while no mail server is set
 */
export async function sendMailAgain(context: CallContext, id: string): Promise<Mail> {
  await requireProvider(context)
  const { tx, clock, caller } = context
  const mail = await read(context, id)
  if (mail.state === 'outbox') await requireServer(context)
  if (!(await requeueMail(tx, id, clock.now())))
    throw invalidInput({ path: '', code: 'mail_not_failed', message: 'It waits to be sent, or was sent' })
  await emitEvent(context, { ...mailQueued, organizationId: caller.scope.providerId, payload: {} })
  await recordAudit(context, {
    action: 'mail.sent_again',
    organizationId: mail.organization_id,
    objectType: 'mail',
    objectId: id,
    before: null,
    after: { to: mail.to_address, subject: mail.subject },
  })
  return mailView(await read(context, id))
}

/**
 * Queues all mails that lie in the outbox, for the server that is set now.
 * @throws forbidden (403) for people who do not see the provider itself
 * @throws invalid_input (422) while no mail server is set
 */
export async function sendOutbox(context: CallContext): Promise<{ mails: number; oldest: string | null }> {
  await requireProvider(context)
  await requireServer(context)
  const { tx, clock, caller } = context
  const organizationId = caller.scope.providerId
  const { mails, oldest } = await requeueOutbox(tx, clock.now())
  if (mails > 0) {
    await emitEvent(context, { ...mailQueued, organizationId, payload: {} })
    await recordAudit(context, {
      action: 'mail.outbox_sent',
      organizationId,
      objectType: 'organization',
      objectId: organizationId,
      before: null,
      after: { mails },
    })
  }
  return { mails, oldest: oldest?.toISOString() ?? null }
}

async function requireServer({ tx }: CallContext): Promise<void> {
  if (await findMailSettings(tx)) return
  throw invalidInput({ path: '', code: 'no_mail_server', message: 'It lies in the outbox: set a mail server first' })
}

async function read({ tx }: CallContext, id: string): Promise<NonNullable<Awaited<ReturnType<typeof findMail>>>> {
  const row = await findMail(tx, id)
  if (!row) throw new AppError('not_found')
  return row
}
