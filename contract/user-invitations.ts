import { z } from 'zod'
import { Administrator, AdministratorInput } from './contacts.ts'
import { coded } from './fields/issues.ts'
import { MembershipId, OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'
import { UserDetails } from './users.ts'

/** How often within an hour one login is invited to an organization on request. */
export const invitationsPerHour = 5

/** When an invitation goes out: at once, or on a day. */
export const SendInvitationInput = z
  .strictObject({
    send: z.enum(['now', 'on']),
    on: z.iso.date().optional().meta({ description: 'Day of the mail, for send "on", where the organization is' }),
  })
  .refine(({ send, on }) => (send === 'on') === (on !== undefined), {
    ...coded('invitation_date', 'A date is needed to send on a date, and only then'),
    path: ['on'],
  })
  .meta({ id: 'SendInvitationInput' })
export type SendInvitationInput = z.output<typeof SendInvitationInput>

const params = z.object({ id: MembershipId })

export const sendUserInvitation = defineOperation({
  id: 'sendUserInvitation',
  method: 'POST',
  path: '/users/{id}/invitation',
  tag: 'users',
  summary: `Sends the invitation of a pending user, or sends it again; the link sent before stops working. At most ${invitationsPerHour} times an hour for a login in an organization. Takes users.read, too`,
  access: 'customers.update',
  params,
  body: SendInvitationInput,
  response: UserDetails,
  status: 200,
  errors: ['not_found', 'invitation_closed', 'idempotency_in_progress', 'idempotency_key_reused'],
  versioned: true,
  example: { body: { send: 'now' } },
})

export const withdrawUserInvitation = defineOperation({
  id: 'withdrawUserInvitation',
  method: 'DELETE',
  path: '/users/{id}/invitation',
  tag: 'users',
  summary: 'Withdraws a user who is still pending: the user is gone, and no link of the invitation opens anything',
  access: 'customers.update',
  params,
  status: 204,
  errors: ['not_found', 'invitation_closed'],
})

export const nameAdministrator = defineOperation({
  id: 'nameAdministrator',
  method: 'POST',
  path: '/customers/{id}/administrator',
  tag: 'users',
  summary: 'Names the administrator of a customer that has none, once: a pending user with a login that never changes',
  access: 'customers.update',
  params: z.object({ id: OrganizationId }),
  body: AdministratorInput,
  response: Administrator,
  status: 201,
  errors: [
    'not_found',
    'administrator_exists',
    'license_exhausted',
    'conflict',
    'idempotency_in_progress',
    'idempotency_key_reused',
  ],
  example: {
    body: { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@airtel.com', invitation: { send: 'now' } },
  },
})
