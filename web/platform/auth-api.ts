import { authTexts } from './auth-texts.ts'
import { inTime, patienceMs } from './in-time.ts'

/** What the sign-in endpoints answer when they refuse, in words for a person. */
export class AuthError extends Error {
  readonly code: string
  /** The field that the answer is about, by its name in the request. */
  readonly field: string | undefined

  constructor(code: string, message: string, field?: string) {
    super(message)
    this.name = 'AuthError'
    this.code = code
    this.field = field
  }
}

/** What a refusal says: a code, and the words for a field where the API refused one. */
interface Refusal {
  code: string
  fieldMessage?: string
  field?: string
}

/**
 * The words for a refusal: by its code, else those of the field, else by the status. Other text of the sign-in library
 * speaks to programmers and is never shown.
 */
export function authErrorText({ code, fieldMessage }: Refusal, status: number): string {
  const known = Object.entries(authTexts.codes).find(([name]) => name === code)
  if (known) return known[1]
  if (fieldMessage) return `${fieldMessage}.`
  if (status === 429) return authTexts.tooMany
  if (status === 401) return authTexts.codes.INVALID_EMAIL_OR_PASSWORD
  return status >= 500 ? authTexts.serverFailed : authTexts.refused
}

async function post(path: string, body: Record<string, string>): Promise<Response> {
  const response = await inTime(patienceMs.change, (signal) =>
    fetch(`/api/auth${path}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      signal,
    }),
  ).catch(() => {
    throw new AuthError('offline', authTexts.offline)
  })
  if (response.ok) return response
  if (response.status === 429) throw new AuthError('rate_limited', authTexts.tooManyFor(waitOf(response)))
  const refusal = readRefusal(await response.json().catch(() => null))
  throw new AuthError(refusal.code, authErrorText(refusal, response.status), refusal.field)
}

/** Minutes to wait, as the answer says; one where it does not. */
function waitOf(response: Response): number {
  return Math.max(1, Math.ceil(Number(response.headers.get('retry-after') ?? 60) / 60))
}

/** Reads `{ code, message }` of the sign-in library and problems of the API, whose first field says most. */
export function readRefusal(answer: unknown): Refusal {
  if (typeof answer !== 'object' || answer === null) return { code: '' }
  const field: unknown = 'errors' in answer && Array.isArray(answer.errors) ? answer.errors[0] : undefined
  if (typeof field === 'object' && field !== null && 'code' in field && 'message' in field)
    return {
      code: String(field.code),
      fieldMessage: String(field.message),
      ...('path' in field ? { field: String(field.path) } : {}),
    }
  return { code: 'code' in answer ? String(answer.code) : '' }
}

/** Signs in with a cookie. @throws AuthError worded for the form */
export const signIn = (email: string, password: string) => post('/sign-in/email', { email, password })

/** Ends the session. @throws AuthError */
export const signOut = () => post('/sign-out', {})

/** Mails a link to choose a new password; answers the same whether or not the address is known. @throws AuthError */
export const requestPasswordReset = (email: string) => post('/request-password-reset', { email })

/** Sets a new password for who is signed in; other sessions and API keys end. @throws AuthError with its field */
export const changePassword = (currentPassword: string, newPassword: string) =>
  post('/change-password', { currentPassword, newPassword })

/** Whose password the token of a mailed link still sets. @throws AuthError also where it sets none */
export const checkResetLink = async (token: string): Promise<{ email: string; name: string }> =>
  (await (await post('/check-reset-link', { token })).json()).person

/** Sets a new password with the token of a mailed link. @throws AuthError */
export const resetPassword = (newPassword: string, token: string) => post('/reset-password', { newPassword, token })
