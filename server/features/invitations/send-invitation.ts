import { invitationDays } from '@tenantry/contract/invitations.ts'
import type { JobContext } from '../../platform/jobs/tasks.ts'
import type { Mailer } from '../../platform/mail/mailer.ts'
import { recordAudit } from '../audit-events/public.ts'
import { resolveSettings } from '../settings/public.ts'
import { isDue } from './due.ts'
import { invitationLink, invitationMail } from './invitation-mail.ts'
import { invitationHash, invitationToken } from './invitation-token.ts'
import { deleteInvitation, type InvitationRow, lockInvitation, updateInvitation } from './invitations.queries.ts'

/** What sending stands on. */
export interface Postage {
  mailer: Mailer
  /** The installation's secret. */
  secret: string
  /** Where people reach this installation; links begin with it, whatever a request says. */
  publicUrl: () => string
}

type Issued = InvitationRow & { issued_at: Date; expires_at: Date }

/**
 * Sends an invitation that is due, in three steps: the link is issued, the mail handed over, the sending noted. Whoever
 * is stopped in between is followed by one who hands over the same mail again, with the same link and the same
 * Message-ID. Nothing is sent where nobody may sign in; it stays due until they may. One of a provider without a mail server
 * lies in the outbox then, and counts as handed over: nothing sends it from there, and whoever set a server invites anew.
 */
export async function sendInvitation(
  { inside, clock }: Pick<JobContext, 'inside' | 'clock'>,
  { mailer, secret, publicUrl }: Postage,
  { providerId, invitationId }: { providerId: string; invitationId: string },
): Promise<void> {
  const issued = await inside(providerId, async ({ tx }): Promise<Issued | null> => {
    const row = await lockInvitation(tx, invitationId)
    if (!row || row.sent_at || row.accepted_at) return null
    if (row.membership_status !== 'pending') {
      await deleteInvitation(tx, row.id)
      return null
    }
    if (row.effective_status !== 'active') return null
    const { timeZone } = await resolveSettings(tx, row.organization_id)
    const now = clock.now()
    if (!isDue(row, timeZone.value, now)) return null
    if (row.issued_at && row.expires_at && row.expires_at > now)
      return { ...row, issued_at: row.issued_at, expires_at: row.expires_at }
    const next = { issue: row.issue + 1, issued_at: now, expires_at: new Date(now.getTime() + lifeMs) }
    const token = invitationToken(secret, { providerId, invitationId, issue: next.issue })
    await updateInvitation(tx, row.id, { ...next, token_hash: invitationHash(token) })
    return { ...row, ...next }
  })
  if (!issued) return
  const token = invitationToken(secret, { providerId, invitationId, issue: issued.issue })
  const { sentBy } = await mailer.deliver(
    invitationMail({
      to: issued.communication_email ?? issued.email,
      name: issued.name,
      login: issued.email,
      organizationName: issued.organization_name,
      url: invitationLink(publicUrl(), token),
      expiresAt: issued.expires_at,
    }),
    { id: `${invitationId}-${issued.issue}`, date: issued.issued_at },
    { providerId },
  )
  await inside(providerId, async (context) => {
    const row = await lockInvitation(context.tx, invitationId)
    if (!row || row.sent_at || row.issue !== issued.issue) return
    const isInOutbox = sentBy === 'disk'
    await updateInvitation(context.tx, invitationId, { sent_at: clock.now(), is_in_outbox: isInOutbox })
    await recordAudit(context, {
      action: isInOutbox ? 'user.invitation_put_into_outbox' : 'user.invitation_sent',
      organizationId: issued.organization_id,
      objectType: 'membership',
      objectId: issued.membership_id,
      before: null,
      after: { to: issued.communication_email ?? issued.email, expiresAt: issued.expires_at.toISOString() },
    })
  })
}

const lifeMs = invitationDays * 24 * 60 * 60 * 1000
