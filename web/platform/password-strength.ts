import { guessableProblem, type PasswordOwner } from '@tenantry/contract/fields/new-passwords.ts'

/** How well a password resists guessing, for a hint only: 0 too short, 1 easy to guess, 2 long enough, 3 long. */
export type PasswordStrength = 0 | 1 | 2 | 3

/** The least number of characters that the contract accepts. */
const minimum = 12

/**
 * Judges by length and variety: what repeats or runs on (`aaaa`, `abcd`, `1234`) counts little, and length beats
 * special characters, as NIST SP 800-63B advises. What would be refused for being easy to guess and what the server refused
 * is weak, however it is made. Which passwords are common, the server alone knows: nothing is promised here.
 * @param owner whose it is to be, as far as the page knows
 */
export function passwordStrength(
  password: string,
  isRefused = false,
  owner: PasswordOwner = { email: '' },
): PasswordStrength {
  if ([...password].length < minimum) return 0
  const points = effectiveLength(password)
  if (isRefused || points < 10 || guessableProblem(password, owner) !== null) return 1
  return points < 18 ? 2 : 3
}

function effectiveLength(password: string): number {
  const codes = [...password.toLowerCase()].map((character) => character.codePointAt(0) ?? 0)
  const moved = codes.filter((code, index) => index === 0 || Math.abs(code - (codes[index - 1] ?? 0)) > 1).length
  return Math.min(moved, new Set(codes).size * 2)
}
