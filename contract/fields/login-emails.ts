/** Email addresses that people sign in with: narrower than what mail allows, and stored as they are compared. */
import { z } from 'zod'
import { coded } from './issues.ts'
import { emailKey, isEmail } from './web-addresses.ts'

const loginEmail = /^[a-z0-9_'+-]+(\.[a-z0-9_'+-]+)*(?<!')@([a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/

/** The form in which a login email is stored and looked up. */
export function loginKey(email: string): string {
  return emailKey(email.normalize('NFKC'))
}

/** Whether a stored form can be a login: plain letters, so that no two logins look alike. */
export function isLoginEmail(key: string): boolean {
  return key.length <= 254 && loginEmail.test(key)
}

/** What is wrong with a text that nobody can sign in with. */
function loginProblem(text: string): string {
  if (!isEmail(text)) return 'Must be an email address, like name@example.com'
  return 'Must have plain letters, digits and . _ - + only, for people sign in with it'
}

/** An email address to sign in with, in whatever case and width it was typed. */
export const loginEmailAddress = z
  .string()
  .overwrite(loginKey)
  .refine(isLoginEmail, { ...coded('email_invalid', ''), error: ({ input }) => loginProblem(String(input)) })
  .meta({ description: 'Email address to sign in with', examples: ['ada@airtel.com'], format: 'email', maxLength: 254 })
