/** Which passwords a guesser who knows whose they are tries first: one rule for the server and the hints of forms. */
import { followsPattern } from './guessable-passwords.ts'

/** Whose password it is to be. */
export interface PasswordOwner {
  email: string
  /** The person’s own and those of the companies that they work for, as far as they are known. */
  names?: readonly string[]
}

/** The fewest letters of an address or a name that stand in no other words by chance. */
const fewestTelling = 3
/** What is put around a name to get past rules makes no password a good one. */
const mostAround = 8
const mostLettersAround = 3

/**
 * What makes a password easy to guess: the product’s name, the person’s address, hardly more than names that go with them,
 * a pattern. Which ones are common, the server alone knows.
 * @param owner with an address that is half typed or none, where that is all there is
 * @returns what to do about it; null when nothing is wrong
 */
export function guessableProblem(password: string, owner: PasswordOwner): string | null {
  const typed = folded(password)
  const [local = '', domain = ''] = folded(owner.email).trim().split('@')
  if (typed.includes('tenantry')) return 'Leave out the name of this product'
  if (domain !== '' && typed.includes(`${local}@${domain}`)) return 'Leave out your email address'
  if (domain !== '' && local.length >= fewestTelling && typed.includes(local))
    return 'Leave out the part of your email address before the @'
  // The last part, such as com, tells nothing of anybody.
  const names = [...(owner.names ?? []), local, domain.replace(/\.[^.]*$/, '')]
  if (isHardlyMoreThan(typed, names)) return 'Use more than your name, your company’s name and your email address'
  if (followsPattern(password)) return 'This follows a pattern that is easy to guess'
  return null
}

const folded = (text: string) => text.normalize('NFKC').toLowerCase()

/** Whether little is left of it without the names, whole or word by word, however their words are parted. */
function isHardlyMoreThan(typed: string, names: readonly string[]): boolean {
  const told = names
    .flatMap((name) => [name, ...name.split(/[^\p{L}\p{M}\p{N}]+/u)])
    .map((name) => joined(folded(name)))
  // A sign between two words is part of no password; more of them may be.
  const whole = typed.replace(/([\p{L}\p{M}\p{N}])[^\p{L}\p{M}\p{N}](?=[\p{L}\p{M}\p{N}])/gu, '$1')
  const rest = told
    .filter((name) => name.length >= fewestTelling)
    .sort((a, b) => b.length - a.length)
    .reduce((text, name) => text.replaceAll(name, ''), whole)
  return rest !== whole && [...rest].length <= mostAround && (rest.match(/\p{L}/gu) ?? []).length <= mostLettersAround
}

const joined = (text: string) => text.replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
