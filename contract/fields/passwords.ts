/** How long a new password has to be and may be: one rule and one message wherever somebody chooses one. */
import { z } from 'zod'
import { coded } from './issues.ts'

/** The fewest and the most characters of a new password, as people count them: an emoji is one. */
export const fewestOfPassword = 12
const most = 256

/** What is said of one that is shorter. */
export const passwordTooShort = { code: 'password_too_short', message: `Use at least ${fewestOfPassword} characters` }

/** What is said of one that is longer. */
export const passwordTooLong = { code: 'password_too_long', message: `Use at most ${most} characters` }

/** Whether a password is shorter than a new one has to be. */
export const isPasswordTooShort = (password: string): boolean => [...password].length < fewestOfPassword

/** Whether a password is longer than a new one may be. */
export const isPasswordTooLong = (password: string): boolean => [...password].length > most

/** A new password that is not too long; whether it is easy to guess is judged beside whose it is. */
export const newPassword = z
  .string()
  .refine((password) => !isPasswordTooLong(password), coded(passwordTooLong.code, passwordTooLong.message))
  .meta({ maxLength: most })
