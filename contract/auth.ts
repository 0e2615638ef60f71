import { z } from 'zod'
import { controlCharacter, isOnOneLine } from './fields/names.ts'
import { newPassword } from './fields/passwords.ts'
import { emailAddress } from './fields/web-addresses.ts'
import { AccountId } from './ids.ts'
import { defineOperation, type Operation } from './operation.ts'

const text = z.string().min(1).max(1000)
const token = text.refine(isOnOneLine, controlCharacter)
const person = z.object({ id: AccountId, email: z.string(), name: z.string() })
const done = z.object({ status: z.literal(true) })
const common = { tag: 'sign-in', access: 'public', status: 200, errors: [] } as const

/**
 * Sign-in for people. Their paths are below `/api/auth`, not below `/api/v1`, and the server answers them beside the
 * routes of the contract, so they stand apart from `operations`.
 */
export const authOperations: readonly Operation[] = [
  defineOperation({
    ...common,
    id: 'signIn',
    method: 'POST',
    path: '/sign-in/email',
    summary: 'Signs a person in and sets the session’s cookie; not_signed_in when email or password is wrong',
    body: z.strictObject({ email: emailAddress, password: text }),
    response: z.object({ user: person }),
    example: { body: { email: 'ada@example.com', password: 'seven gentle otters 42' } },
  }),
  defineOperation({
    ...common,
    id: 'signOut',
    method: 'POST',
    path: '/sign-out',
    summary: 'Ends the session of the cookie and clears the cookie; without a session it changes nothing',
    response: z.object({ success: z.literal(true) }),
  }),
  defineOperation({
    ...common,
    id: 'getSession',
    method: 'GET',
    path: '/get-session',
    summary: 'Tells until when the session of the cookie lasts and whose it is; null without a session',
    response: z.object({ session: z.object({ expiresAt: z.iso.datetime() }), user: person }).nullable(),
  }),
  defineOperation({
    ...common,
    id: 'requestPasswordReset',
    method: 'POST',
    path: '/request-password-reset',
    summary: 'Mails a link to choose a new password; answers the same whether or not the address is known',
    body: z.strictObject({ email: emailAddress }),
    response: done,
    example: { body: { email: 'ada@example.com' } },
  }),
  defineOperation({
    ...common,
    id: 'checkResetLink',
    method: 'POST',
    path: '/check-reset-link',
    summary: 'Tells whose password the token of a mailed link still sets, as the mail itself does, without using it up',
    body: z.strictObject({ token }),
    response: done.extend({ person: person.omit({ id: true }) }),
    example: { body: { token: 'token-of-the-link' } },
  }),
  defineOperation({
    ...common,
    id: 'resetPassword',
    method: 'POST',
    path: '/reset-password',
    summary: 'Sets a new password with the token of a mailed link, which works once, and ends all sessions',
    body: z.strictObject({ token, newPassword: newPassword.min(1) }),
    response: done,
    example: { body: { token: 'token-of-the-link', newPassword: 'seven gentle otters 42' } },
  }),
  defineOperation({
    ...common,
    id: 'changePassword',
    method: 'POST',
    path: '/change-password',
    summary:
      'Sets a new password for the person of the cookie, who knows the current one; ends the person’s other sessions and API keys',
    body: z.strictObject({ currentPassword: text, newPassword: newPassword.min(1) }),
    response: done,
    example: { body: { currentPassword: 'seven gentle otters 42', newPassword: 'nine patient herons 57' } },
  }),
]
