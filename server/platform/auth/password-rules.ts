import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { guessableProblem, type PasswordOwner } from '@tenantry/contract/fields/new-passwords.ts'
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
 * one, the product's name, the person's own address, hardly more than names that go with them, one pattern over and over,
 * runs along the keyboard, hardly any different characters. No rule asks for kinds of characters.
 * @throws invalid_input (422) at the field `path`
 */
export async function requireGoodPassword(password: string, owner: PasswordOwner, path: string): Promise<void> {
  const problem = await passwordProblem(password, owner)
  if (problem) throw invalidInput({ path, ...problem })
}

/** What is wrong with a new password; null when nothing is. */
export async function passwordProblem(
  password: string,
  owner: PasswordOwner,
): Promise<Omit<FieldProblem, 'path'> | null> {
  if (isPasswordTooShort(password)) return passwordTooShort
  if (isPasswordTooLong(password)) return passwordTooLong
  const problem = guessableProblem(password, owner)
  if (problem) return guessable(problem)
  if (await isCommonPassword(password)) return guessable('Many people have a password like this')
  return null
}

function guessable(message: string) {
  return { code: 'password_guessable', message }
}
