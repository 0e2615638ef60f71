/** Email addresses that people sign in with: narrower than what mail allows, and stored as they are compared. */
import { z } from 'zod'
import { coded } from './issues.ts'
import { emailKey } from './web-addresses.ts'

const loginEmail = /^[a-z0-9_'+-]+(\.[a-z0-9_'+-]+)*(?<!')@([a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/

/** The form in which a login email is stored and looked up. */
export function loginKey(email: string): string {
  return emailKey(email.normalize('NFKC'))
}

/** Whether a stored form can be a login: plain letters, so that no two logins look alike. */
export function isLoginEmail(key: string): boolean {
  return key.length <= 254 && loginEmail.test(key)
}

/** An email address to sign in with, in whatever case and width it was typed. */
export const loginEmailAddress = z
  .string()
  .overwrite(loginKey)
  .refine(isLoginEmail, coded('email_invalid', 'This email address cannot be used to sign in'))
  .meta({ description: 'Email address to sign in with', examples: ['ada@airtel.com'], format: 'email', maxLength: 254 })
