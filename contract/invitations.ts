import { z } from 'zod'
import { newPassword } from './fields/passwords.ts'
import { defineOperation } from './operation.ts'

/** How long the link of an invitation works. */
export const invitationDays = 7

/** Travels in the body, because addresses end up in logs. */
const token = z.string().min(1).max(500).meta({ description: 'From the link of the mail' })

/** What whoever holds the link is told. */
export const Invitation = z.object({
  state: z.enum(['open', 'expired']),
  organizationName: z.string().nullable().meta({ description: 'null where the link is too old' }),
  name: z.string().nullable(),
  email: z.string().nullable().meta({ description: 'The login' }),
  needsPassword: z
    .boolean()
    .nullable()
    .meta({ description: 'true: a password is chosen with acceptance; false: sign in with the login first' }),
})
export type Invitation = z.infer<typeof Invitation>

const common = { tag: 'invitations', access: 'public', errors: ['not_found'] } as const

export const readInvitation = defineOperation({
  ...common,
  id: 'readInvitation',
  method: 'POST',
  path: '/invitations/read',
  summary: 'Tells who is invited to what; not_found for a link that is used up, withdrawn or unknown',
  body: z.strictObject({ token }),
  response: Invitation,
  status: 200,
  example: { body: { token: 'token-of-the-link' } },
})

export const acceptInvitation = defineOperation({
  ...common,
  id: 'acceptInvitation',
  method: 'POST',
  path: '/invitations/accept',
  summary:
    'Accepts an invitation, once: with a password for a login that has none, else with the session of that very login',
  body: z.strictObject({
    token,
    password: newPassword.min(1).optional().meta({ description: 'The first password of the login' }),
  }),
  response: z.object({ email: z.string().meta({ description: 'The login, to sign in with' }) }),
  status: 200,
  example: { body: { token: 'token-of-the-link', password: 'seven gentle otters 42' } },
})

export const renewInvitation = defineOperation({
  ...common,
  id: 'renewInvitation',
  method: 'POST',
  path: '/invitations/renew',
  summary: 'Mails a fresh link to the address of the first, when that one is too old; answers the same for any other',
  body: z.strictObject({ token }),
  status: 204,
  errors: [],
  example: { body: { token: 'token-of-the-link' } },
})
