import { invitationsPerHour } from '@tenantry/contract/user-invitations.ts'
import { newId } from '../../platform/clock/clock.ts'
import { dayIn } from '../../platform/clock/day-in.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { emitEvent, emitEvents } from '../../platform/jobs/outbox.ts'
import { resolveSettings } from '../settings/public.ts'
import { insertInvitations, lockInvitationOf, updateInvitation } from './invitations.queries.ts'
import { type Addressee, countRequest } from './requests.queries.ts'

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
 * @param path the field of the input that names the day
 * @throws invalid_input (422) for a day that has passed where the organization is
 */
export async function invite(context: CallContext, invited: Invited, sending: Sending, path: string): Promise<void> {
  await inviteMany(context, [{ ...invited, ...sending }], path)
}

/** Invites any number of pending memberships by a few statements, each as {@link invite} does. */
export async function inviteMany(
  context: CallContext,
  wishes: readonly (Invited & Sending)[],
  path: string,
): Promise<void> {
  const { tx, clock } = context
  for (const { organizationId, on } of wishes) if (on !== undefined) await refusePast(context, organizationId, on, path)
  const now = clock.now()
  const made = wishes.map((wish) => ({ ...wish, id: newId() }))
  await insertInvitations(
    tx,
    made.map(({ id, organizationId, membershipId, send, on }) => ({
      id,
      organization_id: organizationId,
      membership_id: membershipId,
      send_on: on ?? null,
      requested_at: send === 'now' ? now : null,
      issue: 0,
      created_at: now,
    })),
  )
  await emitEvents(
    context,
    made
      .filter(({ send }) => send === 'now')
      .map(({ id, organizationId }) => ({ ...invitationRequested, organizationId, payload: { invitationId: id } })),
  )
}

/**
 * Sends the invitation of a pending membership, or sends it again; whatever link was sent before opens nothing from now
 * on. One who is just being mailed the old one finds it spent. Locks the invitation, and makes it where there is none.
 * @throws invalid_input (422) for a day that has passed where the organization is
 * @throws rate_limited (429) with `retryAfterSeconds` when it was asked for too often within an hour
 */
export async function inviteAgain(context: CallContext, invited: Invited & Addressee, sending: Sending): Promise<void> {
  const { tx, clock } = context
  const { membershipId, organizationId } = invited
  const row = await lockInvitationOf(tx, membershipId)
  await countInvitation(context, invited)
  if (!row) return invite(context, invited, sending, 'on')
  const { send, on } = sending
  if (on !== undefined) await refusePast(context, organizationId, on, 'on')
  const now = clock.now()
  await updateInvitation(tx, row.id, {
    // The next number, so that a job which is about to note the sending of this one does not take it for the new one.
    issue: row.issue + 1,
    token_hash: null,
    issued_at: null,
    expires_at: null,
    sent_at: null,
    is_in_outbox: false,
    send_on: on ?? null,
    requested_at: send === 'now' ? now : null,
  })
  if (send === 'now')
    await emitEvent(context, { ...invitationRequested, organizationId, payload: { invitationId: row.id } })
}

/**
 * Counts that the invitation of somebody to an organization is asked for; withdrawing it and naming the same person anew
 * does not begin a new count.
 * @throws rate_limited (429) with `retryAfterSeconds` when it was asked for too often within an hour
 */
export async function countInvitation({ tx, clock, caller }: CallContext, addressee: Addressee): Promise<void> {
  const now = clock.now()
  const limit = { most: invitationsPerHour, now, windowMs: hourMs }
  const since = await countRequest(tx, caller.scope.providerId, addressee, limit)
  if (since === null) return
  throw new AppError('rate_limited', {
    detail: `It is sent ${invitationsPerHour} times an hour at most`,
    params: { retryAfterSeconds: Math.ceil((since.getTime() + hourMs - now.getTime()) / 1000) },
  })
}

const hourMs = 60 * 60 * 1000

async function refusePast({ tx, clock }: CallContext, organizationId: string, on: string, path: string): Promise<void> {
  const { timeZone } = await resolveSettings(tx, organizationId)
  if (on >= dayIn(timeZone.value, clock.now())) return
  throw invalidInput({ path, code: 'in_the_past', message: 'The day of the invitation lies in the past' })
}
