import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { isPasswordTooLong, passwordTooLong } from '@tenantry/contract/fields/passwords.ts'
import { invalidInput } from '../errors.ts'
import { isCommonPassword } from './common-passwords.ts'

const fewest = 12
/** What fingers run along: the alphabet, digits, and the rows of American, German and French keyboards. */
const rows = [
  'abcdefghijklmnopqrstuvwxyz'.repeat(2),
  '0123456789'.repeat(3),
  '`1234567890-=',
  '!@#$%^&*()_+',
  'qwertyuiop[]\\',
  "asdfghjkl;'",
  'zxcvbnm,./',
  '1234567890ß',
  '!"§$%&/()=',
  'qwertzuiopü+',
  'asdfghjklöä#',
  'yxcvbnm,.-',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn,;:!',
].flatMap((row) => [row, [...row].reverse().join('')])
/** Fewer characters of a row stand in many words. */
const shortestRun = 4

/**
 * Checks a new password: 12 to 256 characters, and not one that a guesser tries first: a common password or a disguise of
 * one, the product's name, the person's own address, one pattern over and over, rows of the keyboard, hardly any
 * different characters. No rule asks for kinds of characters.
 * @throws invalid_input (422) at the field `path`
 */
export async function requireGoodPassword(password: string, email: string, path: string): Promise<void> {
  const problem = await passwordProblem(password, email)
  if (problem) throw invalidInput({ path, ...problem })
}

/** What is wrong with a new password; null when nothing is. */
export async function passwordProblem(password: string, email: string): Promise<Omit<FieldProblem, 'path'> | null> {
  if ([...password].length < fewest) return { code: 'password_too_short', message: `Use at least ${fewest} characters` }
  if (isPasswordTooLong(password)) return passwordTooLong
  const typed = password.normalize('NFKC').toLowerCase()
  if (typed.includes('tenantry')) return guessable('Leave out the name of this product')
  if (typed.includes(email.normalize('NFKC').toLowerCase())) return guessable('Leave out your email address')
  if (namesPerson(typed, email)) return guessable('Leave out the part of your email address before the @')
  if (
    new Set(typed).size < 4 ||
    repeatsItself(typed.replace(/[^\p{L}]{1,4}$/u, '')) ||
    repeatsItself(typed) ||
    isRun(typed)
  )
    return guessable('This follows a pattern that is easy to guess')
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

/** Whether it is one part said at least twice, the last time perhaps cut off. */
function repeatsItself(typed: string): boolean {
  for (let period = 1; period <= typed.length / 2; period++)
    if (typed.slice(period) === typed.slice(0, -period)) return true
  return false
}

/** Whether it is nothing but runs along rows, the last of them perhaps cut off. */
function isRun(typed: string): boolean {
  for (let start = 0; start < typed.length; ) {
    const length = runLength(typed.slice(start))
    const isLast = start + length === typed.length
    if (length < shortestRun && !(isLast && start > 0)) return false
    start += length
  }
  return true
}

/** How much of the beginning runs along one row. */
function runLength(text: string): number {
  let length = 0
  while (length < text.length && rows.some((row) => row.includes(text.slice(0, length + 1)))) length++
  return length
}
