import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { followsPattern } from '@tenantry/contract/fields/guessable-passwords.ts'
import {
  isPasswordTooLong,
  isPasswordTooShort,
  passwordTooLong,
  passwordTooShort,
} from '@tenantry/contract/fields/passwords.ts'
import { invalidInput } from '../errors.ts'
import { isCommonPassword } from './common-passwords.ts'

/**
 * Checks a new password: 12 to 256 characters, and not one that a guesser tries first: a common password or a disguise of
 * one, the product's name, the person's own address, one pattern over and over, runs along the keyboard, hardly any
 * different characters. No rule asks for kinds of characters.
 * @throws invalid_input (422) at the field `path`
 */
export async function requireGoodPassword(password: string, email: string, path: string): Promise<void> {
  const problem = await passwordProblem(password, email)
  if (problem) throw invalidInput({ path, ...problem })
}

/** What is wrong with a new password; null when nothing is. */
export async function passwordProblem(password: string, email: string): Promise<Omit<FieldProblem, 'path'> | null> {
  if (isPasswordTooShort(password)) return passwordTooShort
  if (isPasswordTooLong(password)) return passwordTooLong
  const typed = password.normalize('NFKC').toLowerCase()
  if (typed.includes('tenantry')) return guessable('Leave out the name of this product')
  if (typed.includes(email.normalize('NFKC').toLowerCase())) return guessable('Leave out your email address')
  if (namesPerson(typed, email)) return guessable('Leave out the part of your email address before the @')
  if (followsPattern(password)) return guessable('This follows a pattern that is easy to guess')
  if (await isCommonPassword(password)) return guessable('Many people have a password like this')
  return null
}

function guessable(message: string) {
  return { code: 'password_guessable', message }
}

function namesPerson(typed: string, email: string): boolean {
  const local = email.toLowerCase().split('@')[0] ?? ''
  return local.length >= 3 && typed.includes(local)
}
