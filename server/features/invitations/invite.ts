import { newId } from '../../platform/clock/clock.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { emitEvent } from '../../platform/jobs/outbox.ts'
import { resolveSettings } from '../settings/public.ts'
import { dayIn } from './due.ts'
import { insertInvitation } from './invitations.queries.ts'

/** The event that gets an invitation sent. */
export const invitationRequested = { name: 'invitation.requested', version: 1 } as const

/** Whom an invitation is for. */
export interface Invited {
  membershipId: string
  organizationId: string
}

/** When the mail goes out: with the commit, at the start of a day in the organization's time zone, or when asked later. */
export interface Sending {
  send: 'now' | 'on' | 'later'
  on?: string | undefined
}

/**
 * Invites a pending membership, in the transaction that makes it.
 * @throws invalid_input (422) for a day that has passed where the organization is
 */
export async function invite(
  context: CallContext,
  { membershipId, organizationId }: Invited,
  { send, on }: Sending,
): Promise<void> {
  const { tx, clock, caller } = context
  if (on !== undefined) await refusePast(context, organizationId, on)
  const id = newId()
  const now = clock.now()
  await insertInvitation(tx, {
    provider_id: caller.scope.providerId,
    id,
    organization_id: organizationId,
    membership_id: membershipId,
    send_on: on ?? null,
    requested_at: send === 'now' ? now : null,
    created_at: now,
  })
  if (send === 'now')
    await emitEvent(context, { ...invitationRequested, organizationId, payload: { invitationId: id } })
}

async function refusePast({ tx, clock }: CallContext, organizationId: string, on: string): Promise<void> {
  const { timeZone } = await resolveSettings(tx, organizationId)
  if (on >= dayIn(timeZone.value, clock.now())) return
  throw invalidInput({
    path: 'contacts.admin.invitation.on',
    code: 'in_the_past',
    message: 'The day of the invitation lies in the past',
  })
}
