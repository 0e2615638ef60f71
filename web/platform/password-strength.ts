import { followsPattern } from '@tenantry/contract/fields/guessable-passwords.ts'

/** How well a password resists guessing, for a hint only: 0 too short, 1 easy to guess, 2 long enough, 3 long. */
export type PasswordStrength = 0 | 1 | 2 | 3

/** The least number of characters that the contract accepts. */
const minimum = 12

/**
 * Judges by length and variety: what repeats or runs on (`aaaa`, `abcd`, `1234`) counts little, and length beats
 * special characters, as NIST SP 800-63B advises. What follows a pattern and what the server refused is weak, however it is
 * made. Which passwords are common, and whose it is, the server alone knows: nothing is promised here.
 */
export function passwordStrength(password: string, isRefused = false): PasswordStrength {
  if ([...password].length < minimum) return 0
  const points = effectiveLength(password)
  if (isRefused || points < 10 || followsPattern(password)) return 1
  return points < 18 ? 2 : 3
}

function effectiveLength(password: string): number {
  const codes = [...password.toLowerCase()].map((character) => character.codePointAt(0) ?? 0)
  const moved = codes.filter((code, index) => index === 0 || Math.abs(code - (codes[index - 1] ?? 0)) > 1).length
  return Math.min(moved, new Set(codes).size * 2)
}
